import { cloudEvent } from '../data/reports.js';

const START = Date.UTC(2025, 7, 11);
const DAYS = 470;

/** The nth day from the start, in a cycle: reports about the past come in any order. */
function dayOf(number) {
  return new Date(START + (number % DAYS) * 86_400_000).toISOString().slice(0, 10);
}

function registration({ person, reporter, client, id, from = '2025-08-11', until = '2027-06-30' }) {
  return cloudEvent(
    'enrolment-registered',
    `registered-${id}`,
    {
      person,
      enrolmentId: id,
      institution: reporter,
      education: { system: 'cosa', code: '1234' },
      startsOn: from,
      expectedEndsOn: until,
      kind: 'vocational',
    },
    { client, reporter },
  );
}

function withdrawal(of, { person, reporter, client }, number) {
  return cloudEvent(
    'report-withdrawn',
    `taken-back-${number}`,
    { person, withdraws: { id: of }, reason: { system: 'neutral', code: 'sent-by-mistake' } },
    { client, reporter },
  );
}

function correction(of, content, { person, reporter, client }, number) {
  return cloudEvent(
    'report-corrected',
    `correction-${number}`,
    { person, corrects: { id: of }, content },
    { client, reporter },
  );
}

/**
 * The kinds of crowd about one person, as its nth report. Each report is about an enrolment of its sender, which the
 * crowd begins with; `id` is unique in the crowd.
 */
export const CROWDS = {
  risks: (who, number) =>
    cloudEvent(
      'dropout-risk-reported',
      `risk-${who.id}-${number}`,
      {
        person: who.person,
        enrolmentId: who.id,
        assessedOn: dayOf(number * 7),
        level: number % 3 === 0 ? 'green' : number % 3 === 1 ? 'red' : 'yellow',
        assessor: 'Bo Vejleder',
      },
      who,
    ),
  enrolments: (who, number) =>
    registration({
      ...who,
      id: `${who.id}-${number}`,
      from: dayOf(number),
      until: dayOf(number + 200) < '2026-11-01' ? '2027-01-31' : dayOf(number + 200),
    }),
  changes: (who, number) =>
    cloudEvent(
      'enrolment-changed',
      `change-${who.id}-${number}`,
      {
        person: who.person,
        enrolmentId: who.id,
        changedOn: dayOf(number * 7),
        education: { system: 'cosa', code: String(1_000 + (number % 9_000)) },
      },
      who,
    ),
  corrections: (who, number) =>
    correction(
      number === 0 ? `registered-${who.id}` : `correction-${who.id}-${number - 1}`,
      {
        enrolmentId: who.id,
        institution: who.reporter,
        education: { system: 'cosa', code: String(1_000 + (number % 9_000)) },
        startsOn: '2025-08-11',
        expectedEndsOn: '2027-06-30',
        kind: 'vocational',
      },
      who,
      `${who.id}-${number}`,
    ),
  withdrawals: (who, number) =>
    number % 2 === 0
      ? CROWDS.risks(who, number)
      : withdrawal(`risk-${who.id}-${number - 1}`, who, `${who.id}-${number}`),
  chain: (who, number) =>
    withdrawal(
      number === 0 ? `registered-${who.id}` : `taken-back-${who.id}-${number - 1}`,
      who,
      `${who.id}-${number}`,
    ),
  leaves: (who, number) =>
    number % 2 === 0
      ? cloudEvent(
          'leave-started',
          `leave-${who.id}-${number}`,
          { person: who.person, enrolmentId: who.id, from: dayOf(number) },
          who,
        )
      : cloudEvent(
          'leave-ended',
          `leave-${who.id}-${number}`,
          { person: who.person, enrolmentId: who.id, lastDay: dayOf(number) },
          who,
        ),
  ends: (who, number) =>
    cloudEvent(
      'education-interrupted',
      `end-${who.id}-${number}`,
      {
        person: who.person,
        enrolmentId: who.id,
        lastDay: dayOf(number * 7),
        reason: { system: 'neutral', code: 'wrong-choice' },
      },
      who,
    ),
};

/** The reports of a crowd, with the reporters in turn. */
export function crowdOf(kind, { person, reporters, count, client }) {
  const speakers = reporters.map((reporter, index) => ({ person, reporter, client, id: `crowd-${index}` }));
  const each = Math.ceil(count / speakers.length);
  const reports = speakers.map((who) => registration(who));
  for (let number = 0; number < each; number += 1) for (const who of speakers) reports.push(CROWDS[kind](who, number));
  return reports.slice(0, count);
}
