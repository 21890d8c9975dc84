import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { randomFrom, uuidFrom } from '../protocol/random.js';
import { birthDateOf, educationCode } from './reports.js';

/** The number of reports per person. */
export const EVENTS_A_PERSON = 8;
const NAMESPACE = 'b9d5a0f2-5d7e-5c3b-9c41-2f6a0d8e7a11';
const SCHOOLS = ['990110', '990210', '990410', '990510'];
const DAY = 86_400_000;

const neutral = (code) => ({ system: 'neutral', code });
const plus = (day, days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The possible courses of a history after the first enrolment; each has three reports. */
function course(random, enrolmentId, startsOn) {
  const of = { enrolmentId };
  const at = (days) => plus(startsOn, days + Math.floor(random() * 60));
  const ends = random();
  const ending =
    ends < 0.4
      ? ['education-interrupted', { ...of, lastDay: at(400), reason: neutral('moved') }]
      : ['education-completed', { ...of, completedOn: at(1_000), extent: ends < 0.9 ? 'whole' : 'not-passed' }];
  const leave = [
    ['leave-started', { ...of, from: at(120) }],
    ['leave-ended', { ...of, lastDay: at(250) }],
  ];
  const risk = [
    ['dropout-risk-reported', { ...of, assessedOn: at(90), level: 'red' }],
    ['enrolment-changed', { ...of, changedOn: at(200), track: 'T2' }],
  ];
  return [...(random() < 0.3 ? leave : risk), ending];
}

/** The reports about a person, in the order of reporting, as [type, data]. The same for the same person and seed. */
function reportsOf(person, random) {
  const institution = SCHOOLS[Math.floor(random() * SCHOOLS.length)];
  const startsOn = plus('2018-08-10', Math.floor(random() * 400));
  const education = { system: 'cosa', code: educationCode(random) };
  const [first, second] = [`E-${person}-1`, `E-${person}-2`];
  const registered = (enrolmentId, kind, from, length) => [
    'enrolment-registered',
    { enrolmentId, institution, education, startsOn: from, expectedEndsOn: plus(from, length), kind },
  ];
  const again = plus(startsOn, 1_300 + Math.floor(random() * 300));
  return [
    ['residence-changed', { municipality: random() < 0.5 ? '0751' : '0461', from: birthDateOf(person) }],
    registered(first, 'vocational', startsOn, 1_100),
    ...course(random, first, startsOn),
    registered(second, 'higher', again, 1_000),
    ['enrolment-changed', { enrolmentId: second, changedOn: plus(again, 100), track: 'H1' }],
    ['dropout-risk-reported', { enrolmentId: second, assessedOn: plus(again, 150), level: 'yellow' }],
  ];
}

function toEvent(key, person, [type, data], index) {
  const reporter = type === 'residence-changed' ? 'cpr' : (data.institution ?? '990110');
  const source = `/systems/${reporter === 'cpr' ? 'cpr' : 'sa-nord'}/reporters/${reporter}`;
  const senderId = `life-${person}-${index}`;
  const occurredOn = Object.values(data).find((value) => /^\d{4}-\d\d-\d\d$/.test(value)) ?? '2020-01-01';
  // Each report comes a few days after its fact, one after the other.
  const recordedAt = `${plus('2018-08-01', index * 350)}T06:00:00.000Z`;
  return {
    stream: key,
    version: index + 1,
    eventId: uuidv5(`${source}\n${senderId}`, NAMESPACE),
    type: `${type}.v1`,
    data,
    sealed: null,
    occurredOn,
    registeredAt: recordedAt,
    receivedAt: recordedAt,
    recordedAt,
    source,
    senderId,
    reporter,
    meta: { client: 'sa-nord', role: 'source-system' },
    contentHash: createHash('sha256').update(JSON.stringify(data)).digest(),
  };
}

/**
 * The key and history of a person. All reports of a history come from one institution, so that they find their
 * enrolment.
 */
export function lifeOf(person, seed) {
  const random = randomFrom((seed * 7_919 + person * 104_729) >>> 0);
  const key = uuidFrom(random);
  const reports = reportsOf(person, random);
  const school = reports[1][1].institution;
  const events = reports.map((report, index) => {
    const event = toEvent(key, person, report, index);
    return event.reporter === 'cpr'
      ? event
      : { ...event, reporter: school, source: `/systems/sa-nord/reporters/${school}` };
  });
  return { key, events };
}
