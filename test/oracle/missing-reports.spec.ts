import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { RuleBook } from '#libs/rules';
import type { PersonHistory, ReportType } from '#events/person-event';
import { expectedReports } from '#projections/missing-reports/missing-reports.evolve';
import { BIRTH_DATE, by, type Draft, named } from '../given/history.ts';
import {
  changed,
  completed,
  contactMade,
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  moved,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  withdrawn,
} from '../given/reports.ts';
import { storedStream } from '../given/stored-stream.ts';
import { inWords, naiveItems } from './naive-missing.ts';
import { rulesByHand } from './rules-by-hand.ts';
import { seedOfThisRun } from './seed.ts';
import { StandingByHand } from './standing-by-hand.ts';

const SEED = seedOfThisRun();
const ITEMS = 4_000;
const OTHER_SCHOOL = '751002';

/** Around both ages of the target group (2020-03-10, 2035-03-10), Easter, Christmas and the turn of a year. */
const fixed = fc.constantFrom(
  '2020-03-09',
  '2020-03-10',
  '2023-04-04',
  '2024-02-29',
  '2024-12-20',
  '2025-06-30',
  '2025-08-11',
  '2026-06-26',
  '2035-03-09',
  '2035-03-10',
);
const day = fc.oneof(
  fixed,
  fc.tuple(fixed, fc.integer({ min: -400, max: 400 })).map(([from, days]) => addDays(from, days)),
);
/** Contacts and moves lie before the day on which they are received. */
const past = fc.constantFrom('2023-01-10', '2024-02-10', '2026-03-10');
const until = fc.option(day, { nil: undefined, freq: 3 });
const id = fc.constantFrom('A', 'A', 'A', 'B');
const kind = fc.constantFrom('compulsory', 'preparatory', 'vocational', 'other' as const);
const education = fc.constantFrom(
  { system: 'cosa', code: '1920' },
  { system: 'cosa', code: '1920' },
  { system: 'cosa', code: '1920' },
  { system: 'cosa', code: '3000' },
);
const department = fc.constantFrom(undefined, '751003', '751004');
const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const registrations = fc
  .record({ id, startsOn: day, expectedEndsOn: until, kind, education, department })
  .map(({ id: enrolmentId, ...data }) => registered(enrolmentId, given(data) as never));
const changes = fc
  .record({
    id,
    on: day,
    startsOn: until,
    expectedEndsOn: until,
    kind: fc.option(kind, { nil: undefined }),
    department,
  })
  .map(({ id: enrolmentId, on, ...data }) => changed(enrolmentId, on, given(data) as never));
const others: fc.Arbitrary<Draft<ReportType>> = fc.oneof(
  fc.tuple(id, day).map(([one, on]) => neverStarted(one, on)),
  fc.tuple(id, day).map(([one, on]) => interrupted(one, on)),
  fc
    .tuple(id, day, fc.constantFrom('whole', 'part', 'not-passed' as const))
    .map(([one, on, to]) => completed(one, on, to)),
  fc.tuple(id, day, until).map(([one, on, to]) => leaveStarted(one, on, to)),
  fc.tuple(id, day, until).map(([one, on, to]) => leaveStarted(one, on, to)),
  fc.tuple(id, day).map(([one, on]) => leaveEnded(one, on)),
  fc.tuple(id, day).map(([one, on]) => riskReported(one, on)),
  fc.tuple(past, fc.constantFrom('0751', '0461')).map(([on, code]) => contactMade(on, code)),
  fc.tuple(fc.constantFrom('0751', '0461'), past).map(([code, on]) => moved(code, on)),
  // Another birth date than the civil number's: no item depends on it.
  fc.constant(personRegistered('2001-01-01')),
);
const reports: fc.Arbitrary<Draft<ReportType>> = fc.oneof(
  { weight: 4, arbitrary: registrations },
  { weight: 2, arbitrary: changes },
  { weight: 8, arbitrary: others },
  { weight: 1, arbitrary: registrations.map((report) => by(OTHER_SCHOOL, report)) },
  { weight: 1, arbitrary: fc.tuple(id, day).map(([one, on]) => by(OTHER_SCHOOL, interrupted(one, on))) },
);
const target = fc.nat(13).map((place) => `d${place}`);
const senders = fc.constantFrom('751001', '751001', OTHER_SCHOOL, 'cpr', 'municipality-0751');
const drafted: fc.Arbitrary<Draft[]> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: reports },
      { weight: 1, arbitrary: fc.tuple(target, senders).map(([of, sender]) => withdrawn(of, sender)) },
      { weight: 1, arbitrary: fc.tuple(target, reports).map(([of, content]) => corrected(of, content as never)) },
    ),
    { minLength: 2, maxLength: 14, size: 'max' },
  )
  .map((list) => list.map((draft, place) => named(`d${place}`, draft)))
  .map((list) => list.filter((draft, place) => fits(draft, place, list)));

/** The door refuses content of another type than the report has; a withdrawal comes after the one that it withdraws. */
function fits({ type, data }: Draft, place: number, list: readonly Draft[]): boolean {
  const { target: of, contentTypes = [] } = data as { target?: string; contentTypes?: readonly string[] };
  const pointedAt = list.find((one) => one.id === of);
  if (type === 'report-corrected.v1') return pointedAt !== undefined && contentTypes.includes(pointedAt.type);
  const isForward = pointedAt?.type === 'report-withdrawn.v1' && list.indexOf(pointedAt) >= place;
  return type !== 'report-withdrawn.v1' || !isForward;
}

type Product = (history: PersonHistory, rules: RuleBook) => ReturnType<typeof expectedReports>;

interface Seen {
  readonly items: Set<string>;
  difference: string | undefined;
}

/** Compares the items after every event of random histories until so many different items were seen. */
function compare(product: Product, rules: RuleBook, wanted: number): Seen {
  const seen: Seen = { items: new Set(), difference: undefined };
  for (let round = 0; seen.items.size < wanted && seen.difference === undefined; round += 1) {
    for (const [number, drafts] of fc.sample(drafted, { seed: SEED + round, numRuns: 100 }).entries()) {
      const events = storedStream(drafts);
      const byHand = new StandingByHand(drafts);
      for (let count = 1; count <= drafts.length; count += 1) {
        const known = { person: 'person-1', numberBirthDate: BIRTH_DATE, events: events.slice(0, count) };
        const held = byHand.held(count).flatMap((place) => events[place] ?? []);
        const expected = naiveItems(byHand.inForce(count), held, BIRTH_DATE);
        const found = product(known, rules).map(toWords).sort();
        for (const item of expected) seen.items.add(`${round} ${number} ${item}`);
        if (JSON.stringify(found) === JSON.stringify(expected)) continue;
        seen.difference = JSON.stringify({ drafts: drafts.slice(0, count), found, expected }, null, 1);
        return seen;
      }
    }
  }
  return seen;
}

const toWords = ({ department, enrolmentId, ...item }: ReturnType<typeof expectedReports>[number]): string =>
  inWords({ ...item, department: department ?? null, enrolmentId: enrolmentId ?? null });

test(`the missing reports at every state of knowledge equal a naive second implementation (ORACLE_SEED=${SEED})`, () => {
  const { items, difference } = compare(expectedReports, rulesByHand(), ITEMS);
  expect(difference).toBeUndefined();
  expect(items.size).toBeGreaterThanOrEqual(ITEMS);
  for (const check of ['course-end', 'leave-end', 'held-report'])
    expect([...items].filter((item) => item.includes(check)).length).toBeGreaterThan(100);
}, 120_000);

test.each<[string, Product]>([
  ['a day too early', (history, rules) => expectedReports(history, withWorkdays(rules, 4))],
  ['withdrawals overlooked', (history, rules) => expectedReports(without(history, 'report-withdrawn.v1'), rules)],
  ['corrections overlooked', (history, rules) => expectedReports(without(history, 'report-corrected.v1'), rules)],
  ['ends told ahead overlooked', (history, rules) => expectedReports(notAhead(history), rules)],
  [
    'leaves that outlast the end',
    (history, rules) => expectedReports(history, rules).map((one) => ({ ...one, to: null })),
  ],
  [
    'the birth date of the register',
    (history, rules) => expectedReports({ ...history, numberBirthDate: birthDateIn(history) }, rules),
  ],
])('sabotage: the comparison of missing reports turns red for %s', (_fault, faulty) => {
  expect(compare(faulty, rulesByHand(), ITEMS).difference).toBeDefined();
});

const withWorkdays = (rules: RuleBook, missingAfterWorkdays: number): RuleBook => ({
  ...rules,
  on: (on) => ({ ...rules.on(on), missingAfterWorkdays }),
});

const without = (history: PersonHistory, type: string): PersonHistory => ({
  ...history,
  events: history.events.filter((event) => event.type !== type),
});

/** As if an end counted only once its day has come. */
const notAhead = (history: PersonHistory): PersonHistory => ({
  ...history,
  events: history.events.filter(
    ({ type, data, recordedAt }) =>
      type !== 'education-interrupted.v1' || (data as { lastDay: string }).lastDay <= recordedAt.slice(0, 10),
  ),
});

const birthDateIn = ({ events, numberBirthDate }: PersonHistory): string =>
  events.some(({ type }) => type === 'person-registered.v1') ? '2001-01-01' : numberBirthDate;
