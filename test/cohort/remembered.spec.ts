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
import { ToldCohort } from './told-cohort.ts';
import { anyQuestion, asked as askedAt, MUNICIPALITIES, SECRETS } from './told-people.ts';

const SEED = crashSeed();
const PERSONS = 30;
const STEPS = 36;

let opened: TestDatabase;
let pool: Pool;
let told: ToldCohort;
beforeAll(() => console.info(`cohort: CRASH_SEED=${SEED}`));
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 10 });
  ({ pool } = opened.database);
  told = new ToldCohort(pool, SEED);
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
  await told.meet(PERSONS);
  const happen: Readonly<Record<string, () => Promise<unknown>>> = {
    told: () => told.tell(),
    met: () => told.meet(PERSONS),
    unread: () => told.people.tell(1),
    halfRead: () => told.people.tell(1).then(() => told.followResidence(10)),
    parked: () => told.park(9),
    replayed: () => told.replay(),
    switched: () => told.switchRules(),
    rebuilt: () => told.switchTables(),
    left: () => told.leaveGap(3),
    crossed: () => told.fillGap(3),
  };
  const steps = fc.sample(fc.constantFrom('told', 'told', 'told', ...Object.keys(happen)), {
    seed: SEED,
    numRuns: STEPS,
  });
  for (const [index, step] of ['told', ...steps].entries()) {
    await happen[step]?.();
    seen.happened.set(step, (seen.happened.get(step) ?? 0) + 1);
    for (const question of await questions(SEED + index, 12, await told.head())) {
      seen[(await isRemembered(pool, question)) ? 'remembered' : 'anew'] += 1;
      const [answer, byRows] = await askBoth(pool, question);
      expect([step, index, question, answer]).toEqual([step, index, question, byRows]);
    }
  }
  console.info(
    `cohort: ${seen.remembered} answers by a remembered count, ${seen.anew} counted anew; ${JSON.stringify([...seen.happened])}`,
  );
  expect(Math.min(seen.remembered, seen.anew)).toBeGreaterThan(20);
}, 180_000);

describe('a remembered count is not used', () => {
  type Row = [what: string, happen: () => Promise<unknown>, marks: readonly Mark[]];
  const ROWS: readonly Row[] = [
    ['a rebuilt table was switched in', () => told.switchRules(), ['restsOn']],
    ['parked persons were replayed', () => told.replay(), ['waiting']],
    ['an event came to the readers after later ones', () => told.fillGap(20), ['xid', 'place']],
  ];

  /** Counts with parked persons and positions left out; then runs `happen`. */
  async function rememberThen(happen: () => Promise<unknown>): Promise<number> {
    await told.meet(PERSONS);
    await told.tell(3);
    await told.leaveGap(20);
    await told.park(PERSONS);
    expect((await listParked(pool)).length).toBeGreaterThan(5);
    await told.meet(PERSONS);
    await told.tell(1);
    const position = await told.head();
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
    const position = await rememberThen(() => told.tell(2));
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
    await told.meet(PERSONS);
    await told.tell(4);
    const asked = await questions(SEED, 60, await told.head());
    const settled = asked.map((question) => before(question, 20));
    const expected = new Map<CohortQuestion, unknown>();
    for (const question of settled) expected.set(question, sortedCells(await countByRows(pool, question)));
    const [answers] = await Promise.all([
      asking(settled),
      told
        .tell(1)
        .then(() => told.switchTables())
        .then(() => told.tell(1))
        .then(() => told.switchTables())
        .then(() => told.tell(2)),
    ]);
    for (const { question, answer } of answers) expect([question, answer]).toEqual([question, expected.get(question)]);
  }, 60_000);

  test('leave no remembered count behind that a replay, a switch or a late event has overtaken', async () => {
    await told.meet(PERSONS);
    await told.tell(3);
    await told.leaveGap(20);
    await told.park(PERSONS);
    await told.tell(1);
    const position = await told.head();
    const asked = [...everywhere(position), ...(await questions(SEED, 30, position))];
    const all = [...asked, ...asked, ...asked];
    await Promise.all([
      asking(all),
      told
        .replay()
        .then(() => told.fillGap(20))
        .then(() => told.tell(1))
        .then(() => told.switchRules()),
    ]);
    expect(await differing(asked)).toEqual([]);
  }, 60_000);
});
