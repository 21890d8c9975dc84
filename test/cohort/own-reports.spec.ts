import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { knownAt, loadHistories } from '#libs/persons';
import { type TestDatabase, testDatabase } from '#libs/testing';
import type { PersonHistory } from '#events/person-event';
import { statusOn, timeline } from '#projections/education-status/education-status.evolve';
import { countOwnReports } from '#projections/education-status/own-reports.query';
import { crashSeed } from '../crash/figure-line.ts';
import { anyDay } from '../given/any-history.ts';
import { SCHOOL } from '../given/history.ts';
import { givenRules } from '../given/rules.ts';
import { ReportedCohort } from './reported-cohort.ts';

const SEED = crashSeed();
const RULES = givenRules();
const REPORTERS = [SCHOOL, '999999'];

let opened: TestDatabase;
let pool: Pool;
let histories: readonly PersonHistory[];
let last: number;
beforeAll(async () => {
  console.info(`own reports: CRASH_SEED=${SEED}`);
  opened = await testDatabase();
  ({ pool } = opened.database);
  const reported = new ReportedCohort(pool, SEED);
  await reported.register(60);
  await reported.people.append(12);
  const { rows } = await pool.query<{ stream: string }>('select distinct stream from log.events order by 1');
  histories = await loadHistories(
    pool,
    rows.map(({ stream }) => stream),
  );
  last = await reported.head();
}, 60_000);
afterAll(() => opened.drop());

interface Asked {
  readonly reporter: string;
  readonly validOn: string;
  readonly position: number;
}
const sample = (numRuns: number): Asked[] =>
  fc.sample(
    fc.record({
      reporter: fc.constantFrom(...REPORTERS),
      validOn: anyDay,
      position: fc.oneof(fc.constant(last), fc.nat({ max: last })),
    }),
    { seed: SEED, numRuns },
  );

/** The statuses of all persons that the reporter registered, of a history that holds its reports only. */
function countAlone(
  { reporter, validOn, position }: Asked,
  isOwn: (reporter: string) => boolean = (one) => one === reporter,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const history of histories) {
    const known = knownAt(history, position);
    if (!known.events.some((event) => event.type === 'enrolment-registered.v1' && event.reporter === reporter))
      continue;
    const { status } = statusOn(
      timeline({ ...known, events: known.events.filter((event) => isOwn(event.reporter)) }, RULES),
      validOn,
    );
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

const asked = async (one: Asked) =>
  (await countOwnReports(pool, RULES, { ...one, reporters: [one.reporter], institution: undefined })).counts;
const inOrder = (counts: object): string => JSON.stringify(Object.entries(counts).sort());

test("an institution's own cohort is exactly what it would be if nobody else had reported", async () => {
  for (const one of sample(150)) expect([one, inOrder(await asked(one))]).toEqual([one, inOrder(countAlone(one))]);
}, 120_000);

test('sabotage: an own cohort that includes the reports of others is different', async () => {
  const everybody = () => true;
  let different = 0;
  for (const one of sample(150)) if (inOrder(await asked(one)) !== inOrder(countAlone(one, everybody))) different += 1;
  expect(different).toBeGreaterThan(0);
}, 120_000);
