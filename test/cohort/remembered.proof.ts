import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { listParked } from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { type CohortQuestion, countCohort } from '#projections/education-status/cohort.query';
import { crashSeed } from '../crash/figure-line.ts';
import {
  askBoth,
  countByRows,
  forge,
  isRemembered,
  type Mark,
  MARKS,
  FOLDS,
  SMALL,
  sortedCells,
} from './asked-cohort.ts';
import { ReportedCohort } from './reported-cohort.ts';
import { anyQuestion, asked as askedAt, MUNICIPALITIES, SECRETS } from './reported-people.ts';

const SEED = crashSeed();
const PERSONS = 30;
const STEPS = 36;

let opened: TestDatabase;
let pool: Pool;
let reported: ReportedCohort;
beforeAll(() => console.info(`cohort: CRASH_SEED=${SEED}`));
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 10 });
  ({ pool } = opened.database);
  reported = new ReportedCohort(pool, SEED);
});
afterEach(() => opened.drop());

async function questions(seed: number, many: number, last: number): Promise<CohortQuestion[]> {
  return fc.sample(anyQuestion, { seed, numRuns: many }).map((one) => askedAt(one, last));
}

/** Questions on three days, about the nation and about each municipality, as a table and by age. */
const everywhere = (position: number): CohortQuestion[] =>
  ['2021-08-10', '2022-06-01', '2024-01-01'].flatMap((validOn) =>
    [undefined, ...MUNICIPALITIES].flatMap((municipality) =>
      [SECRETS, agesAt(position)].map((split) => ({ validOn, position, municipality, split })),
    ),
  );
const agesAt = (agedAt: number) =>
  ({ kind: 'ages', fullAfter: '2006-01-01', shownAfter: '2005-03-09', agedAt }) as const;

/** The same question as known `many` positions before. */
const before = ({ position, split, ...question }: CohortQuestion, many: number): CohortQuestion => ({
  ...question,
  position: Math.max(0, position - many),
  split: split.kind === 'ages' ? { ...split, agedAt: Math.max(0, split.agedAt - many) } : split,
});

async function differing(asked: readonly CohortQuestion[]): Promise<CohortQuestion[]> {
  const different: CohortQuestion[] = [];
  for (const question of asked) {
    const [answer, byRows] = await askBoth(pool, question);
    if (JSON.stringify(answer) !== JSON.stringify(byRows)) different.push(question);
  }
  return different;
}

test('a cohort is what the rows give, whatever happens to the rows between the questions', async () => {
  const seen = { remembered: 0, anew: 0, happened: new Map<string, number>() };
  await reported.register(PERSONS);
  const happen: Readonly<Record<string, () => Promise<unknown>>> = {
    reported: () => reported.append(),
    met: () => reported.register(PERSONS),
    unread: () => reported.people.append(1),
    halfRead: () => reported.people.append(1).then(() => reported.followResidence(10)),
    parked: () => reported.park(9),
    replayed: () => reported.replay(),
    switched: () => reported.switchRules(),
    rebuilt: () => reported.switchTables(),
    left: () => reported.leaveGap(3),
    crossed: () => reported.fillGap(3),
  };
  const steps = fc.sample(fc.constantFrom('reported', 'reported', 'reported', ...Object.keys(happen)), {
    seed: SEED,
    numRuns: STEPS,
  });
  for (const [index, step] of ['reported', ...steps].entries()) {
    await happen[step]?.();
    seen.happened.set(step, (seen.happened.get(step) ?? 0) + 1);
    for (const question of await questions(SEED + index, 12, await reported.head())) {
      seen[(await isRemembered(pool, question)) ? 'remembered' : 'anew'] += 1;
      const [answer, byRows] = await askBoth(pool, question);
      expect([step, index, question, answer]).toEqual([step, index, question, byRows]);
    }
  }
  console.info(
    `cohort: ${seen.remembered} answers by a remembered count, ${seen.anew} counted anew; ` +
      `${JSON.stringify([...seen.happened])}`,
  );
  expect(Math.min(seen.remembered, seen.anew)).toBeGreaterThan(20);
}, 180_000);

describe('a remembered count is not used', () => {
  type Row = [what: string, happen: () => Promise<unknown>, marks: readonly Mark[]];
  const ROWS: readonly Row[] = [
    ['a rebuilt table was switched in', () => reported.switchRules(), ['restsOn']],
    ['parked persons were replayed', () => reported.replay(), ['waiting']],
    ['an event came to the readers after later ones', () => reported.fillGap(20), ['xid', 'place']],
  ];

  /** Counts with parked persons and positions left out; then runs `happen`. */
  async function rememberThen(happen: () => Promise<unknown>): Promise<number> {
    await reported.register(PERSONS);
    await reported.append(3);
    await reported.leaveGap(20);
    await reported.park(PERSONS);
    expect((await listParked(pool)).length).toBeGreaterThan(5);
    await reported.register(PERSONS);
    await reported.append(1);
    const position = await reported.head();
    expect(await differing(everywhere(position))).toEqual([]);
    for (const question of everywhere(position)) expect(await isRemembered(pool, question)).toBe(true);
    await happen();
    return position;
  }

  test.each(ROWS)(
    'if %s, by its own mark alone',
    async (_what, happen, marks) => {
      const position = await rememberThen(happen);
      await forge(
        pool,
        MARKS.filter((mark) => !marks.includes(mark)),
      );
      expect(await differing(everywhere(position))).toEqual([]);
    },
    60_000,
  );

  test.each(ROWS)(
    'sabotage: if %s and no mark records it, and the answer then differs from the rows',
    async (_what, happen) => {
      const position = await rememberThen(happen);
      await forge(pool, MARKS);
      expect((await differing(everywhere(position))).length).toBeGreaterThan(0);
    },
    60_000,
  );

  test('but is used after ordinary events, and for another day or state of knowledge too', async () => {
    const position = await rememberThen(() => reported.append(2));
    for (const more of [0, 20, -20])
      expect(await isRemembered(pool, { validOn: '2021-08-12', position: position + more, split: SECRETS })).toBe(true);
    const forged = [
      { shown: null, status: 'enrolled', kind: null, institution: null, level: 0, persons: 1_000_000, secret: 1 },
    ];
    await pool.query('update education_status.remembered_cohorts set cells = $1', [JSON.stringify(forged)]);
    const cells = await countCohort(pool, FOLDS, { validOn: '2021-08-12', position, split: SECRETS }, SMALL);
    expect(Math.max(...cells.map(({ persons }) => persons))).toBeGreaterThan(900_000);
  }, 60_000);
});

describe('cohort questions at the same time', () => {
  const asking = (asked: readonly CohortQuestion[]) =>
    Promise.all(
      [0, 1, 2].map(async (lane) => {
        const answers = [];
        for (const question of asked.filter((_, index) => index % 3 === lane))
          answers.push({ question, answer: sortedCells(await countCohort(pool, FOLDS, question, SMALL)) });
        return answers;
      }),
    ).then((lanes) => lanes.flat());

  test('are answered alike about known positions while events come in and tables are switched', async () => {
    await reported.register(PERSONS);
    await reported.append(4);
    const asked = await questions(SEED, 60, await reported.head());
    const settled = asked.map((question) => before(question, 20));
    const expected = new Map<CohortQuestion, unknown>();
    for (const question of settled) expected.set(question, sortedCells(await countByRows(pool, question)));
    const [answers] = await Promise.all([
      asking(settled),
      reported
        .append(1)
        .then(() => reported.switchTables())
        .then(() => reported.append(1))
        .then(() => reported.switchTables())
        .then(() => reported.append(2)),
    ]);
    for (const { question, answer } of answers) expect([question, answer]).toEqual([question, expected.get(question)]);
  }, 60_000);

  test('leave no remembered count behind that a replay, a switch or a late event has overtaken', async () => {
    await reported.register(PERSONS);
    await reported.append(3);
    await reported.leaveGap(20);
    await reported.park(PERSONS);
    await reported.append(1);
    const position = await reported.head();
    const asked = [...everywhere(position), ...(await questions(SEED, 30, position))];
    const all = [...asked, ...asked, ...asked];
    await Promise.all([
      asking(all),
      reported
        .replay()
        .then(() => reported.fillGap(20))
        .then(() => reported.append(1))
        .then(() => reported.switchRules()),
    ]);
    expect(await differing(asked)).toEqual([]);
  }, 60_000);
});
