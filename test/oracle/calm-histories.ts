import fc from 'fast-check';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import type { RuleBook } from '#libs/rules';
import { type Draft, stored } from './envelope.ts';
import { effectiveReports } from './effective-reports.ts';
import { knownEnrolments } from './known-enrolments.ts';
import { type About, abouts, correctionDrafts } from './report-corrections.ts';
import { anchorDays, birthDates } from './day-picks.ts';
import { oneOfEachOn } from './report-drafts.ts';

export interface Calm {
  readonly numberBirthDate: Day;
  readonly drafts: readonly Draft[];
}

const ENROLMENTS = [
  { anchor: 0, reporter: '101001', enrolmentId: 'e1' },
  { anchor: 1, reporter: '101001', enrolmentId: 'e2' },
  { anchor: 2, reporter: '202002', enrolmentId: 'e1' },
];

/** Lets each report about another refer to a report of its own, so that none is corrected or withdrawn twice. */
function oneEach(about: readonly About[], reports: readonly Draft[]): About[] {
  return about
    .slice(0, reports.length)
    .map((each, place) => ({
      ...each,
      target: (each.target + place) % reports.length,
      chained: false,
      otherWord: each.otherWord % 4,
    }))
    .filter((each, place, all) => all.findIndex(({ target }) => target === each.target) === place);
}

/** Reports about one fact each, some of them corrected or withdrawn once. */
export const calmReports: fc.Arbitrary<Calm> = birthDates.chain((numberBirthDate) =>
  fc
    .record({
      anchors: anchorDays(numberBirthDate),
      plans: fc.tuple(...ENROLMENTS.map(oneOfEachOn)),
      enrolments: fc.integer({ min: 1, max: 3 }),
      about: fc.array(abouts, { maxLength: 3, size: 'max' }),
    })
    .map(({ anchors, plans, enrolments, about }) => {
      const reports = plans
        .slice(0, enrolments)
        .flat()
        .map((drafted) => drafted(anchors));
      return { numberBirthDate, drafts: [...reports, ...correctionDrafts(reports, oneEach(about, reports))] };
    }),
);

/** The history if the reports had arrived in this order. */
export function arrivedAs({ numberBirthDate, drafts }: Calm, order: readonly number[]): PersonHistory {
  const events = order.flatMap((number, place) => {
    const draft = drafts[number];
    return draft === undefined ? [] : [stored(draft, number, place + 1, place + 1)];
  });
  return { person: 'person-1', numberBirthDate, events };
}

function repeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

/** Whether only the order of recording decides between two effective reports. */
export function recordingDecides(history: PersonHistory, rules: RuleBook): boolean {
  const reports = effectiveReports(history);
  const enrolments = knownEnrolments(reports, rules);
  const marks = reports.flatMap(({ type, data, reporter }) => {
    if (type === 'dropout-risk-reported.v1') return [`${reporter} ${data.enrolmentId} ${data.assessedOn}`];
    return type === 'dropout-risk-withdrawn.v1' ? [`${reporter} ${data.enrolmentId} ${data.withdrawnOn}`] : [];
  });
  return (
    repeats(marks) ||
    repeats(enrolments.map(({ startsOn }) => startsOn)) ||
    repeats(enrolments.map(({ through }) => through))
  );
}
