import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '#libs/calendar';
import { type KnowledgeProjection, rebuild, type RebuildReport } from '#libs/bitemporal';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { printFigure } from '../crash/figure-line.ts';
import { type RunningService, startService } from '../service/running.ts';
import { overlappingInBoth, overlappingInKnowledge } from './overlapping-rows.ts';
import { RandomLoad, roundsOf, send } from './random-load.ts';

const SEED = Number(process.env['REBUILD_SEED'] ?? Math.floor(Math.random() * 1e9));
/** Reports per month of the load. */
const EACH = Number(process.env['REBUILD_EACH'] ?? 70);
const compared = { rows: 0, differing: 0 };
const NAMES = [
  'education-status',
  'residence',
  'contact-persons',
  'person-identity',
  'follow-up-cases',
  'findings',
  'missing-reports',
];
const load = new RandomLoad('load');

let service: RunningService;
let projections: readonly KnowledgeProjection[];
const projection = (name: string): KnowledgeProjection =>
  projections.find((one) => one.name === name) as KnowledgeProjection;

/** Sends a month of reports per round, then moves the clock, so that time itself brings follow-up facts. */
async function tell(rounds: ReturnType<typeof roundsOf>, from: string): Promise<number> {
  let taken = 0;
  for (const [month, draws] of rounds.entries()) {
    await service.setClock(`${addDays(from, 30 * month)}T06:00:00Z`);
    taken += await send(
      service,
      draws.map((draw) => load.reportOf(draw)),
    );
  }
  return taken;
}

async function settled(): Promise<void> {
  expect(await service.parts.worker?.settle(20_000)).toBe(true);
}

beforeAll(async () => {
  console.info(`rebuild: REBUILD_SEED=${SEED}`);
  service = await startService();
  projections = knowledgeProjections(service.parts.rules);
  await service.setClock('2025-08-01T06:00:00Z');
  await send(service, load.people());
  expect(await tell(roundsOf(SEED, 6, EACH), '2025-09-01')).toBeGreaterThan(200);
  await settled();
}, 600_000);
afterAll(() => service.stop());

const SAME = { onlyLive: 0, onlyRebuilt: 0 };

async function rowsOf({ table }: KnowledgeProjection): Promise<number> {
  const { rows } = await service.parts.pool.query<{ rows: number }>(`select count(*) as rows from ${table}`);
  return rows[0]?.rows ?? 0;
}

test('the random load holds late, corrected, withdrawn and refused reports and follow-up facts of every kind', async () => {
  const { rows } = await service.parts.pool.query<{ type: string }>('select distinct type from log.events');
  const types = rows.map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining([
      'report-corrected.v1',
      'report-withdrawn.v1',
      'follow-up-opened.v1',
      'follow-up-breached.v1',
    ]),
  );
  const { rows: late } = await service.parts.pool.query(
    'select 1 from log.events where occurred_on < recorded_at::date - 30 limit 1',
  );
  expect(late).toHaveLength(1);
});

describe.each(NAMES)('the projection %s', (name) => {
  test('rebuilt equals the live table row for row', async () => {
    const rows = await rowsOf(projection(name));
    expect(rows).toBeGreaterThan(5);
    const report = await rebuild(service.parts.pool, projection(name));
    compared.rows += rows;
    compared.differing += report.onlyLive + report.onlyRebuilt;
    expect(report).toMatchObject({ projection: name, rows, ...SAME });
  });

  test('rebuilt from every event, including those that it does not handle, equals the live table', async () => {
    const everything = new Proxy(projection(name).caresFor, { get: () => true });
    expect(await rebuild(service.parts.pool, { ...projection(name), caresFor: everything })).toMatchObject(SAME);
  });

  test('has no two rows of one key known at the same position', async () => {
    expect(await overlappingInKnowledge(service.parts.pool, projection(name))).toBe(0);
  });
});

test.each(['education-status', 'residence'])('%s has one row for a day as known at a position', async (name) => {
  expect(await overlappingInBoth(service.parts.pool, projection(name))).toBe(0);
});

test('a rebuild repeated while reports keep coming in equals the live table each time, and the readers go on', async () => {
  const before = await Promise.all(projections.map(rowsOf));
  let reporting = true;
  const told = tell(roundsOf(SEED + 1, 4, 60), '2026-05-01').finally(() => (reporting = false));
  const reports: RebuildReport[] = [];
  while (reporting) for (const one of projections) reports.push(await rebuild(service.parts.pool, one));
  expect(await told).toBeGreaterThan(100);
  const all = reports.reduce(
    (sum, { rows, onlyLive, onlyRebuilt }) => ({
      rows: sum.rows + rows,
      differing: sum.differing + onlyLive + onlyRebuilt,
    }),
    compared,
  );
  printFigure({
    id: 'R9',
    value: all.differing,
    unit: 'rows',
    n: all.rows,
    seed: SEED,
    reach: '0',
    pass: all.differing === 0,
  });
  expect(reports.filter(({ onlyLive, onlyRebuilt }) => onlyLive + onlyRebuilt > 0)).toEqual([]);
  console.info(`rebuild: ${reports.length} rebuilds while ${await told} reports came in`);
  await settled();
  for (const [index, one] of projections.entries()) {
    expect(await rowsOf(one)).toBeGreaterThan(before[index] ?? 0);
    expect(await rebuild(service.parts.pool, one)).toMatchObject(SAME);
    expect(await overlappingInKnowledge(service.parts.pool, one)).toBe(0);
  }
});

describe('sabotage: the comparison of a rebuild', () => {
  test.each([
    ['education-status', `set status = 'completed'`, `status <> 'completed'`],
    ['residence', 'set known_to = known_to - 1', 'true'],
    ['contact-persons', `set organisation = 'another'`, 'true'],
    ['person-identity', 'set event_id = null', 'event_id is not null'],
    ['follow-up-cases', 'set due_on = due_on + 1', 'true'],
    ['findings', `set check_id = 'another'`, 'true'],
    ['missing-reports', 'set valid_from = valid_from - 1', 'true'],
  ])(
    'finds one altered row of %s as a missing and a new row, and none at the next rebuild',
    async (name, change, where) => {
      const { pool } = service.parts;
      const { table } = projection(name);
      const one = `(select ctid from ${table} where ${where} order by person, known_from limit 1)`;
      expect((await pool.query(`update ${table} ${change} where ctid = ${one}`)).rowCount).toBe(1);
      expect(await rebuild(pool, projection(name))).toMatchObject({ onlyLive: 1, onlyRebuilt: 1 });
      expect(await rebuild(pool, projection(name))).toMatchObject(SAME);
    },
  );

  test('finds a removed row and a doubled row', async () => {
    const { pool } = service.parts;
    const one = `(select ctid from residence.spells order by person, known_from limit 1)`;
    await pool.query(`delete from residence.spells where ctid = ${one}`);
    expect(await rebuild(pool, projection('residence'))).toMatchObject({ onlyLive: 0, onlyRebuilt: 1 });
    await pool.query(
      `insert into residence.spells select person, valid_from, valid_to, 0, known_to, municipality, birth_date
       from residence.spells where ctid = ${one}`,
    );
    expect(await overlappingInKnowledge(pool, projection('residence'))).toBe(1);
    expect(await overlappingInBoth(pool, projection('residence'))).toBe(0);
    expect(await rebuild(pool, projection('residence'))).toMatchObject({ onlyLive: 1, onlyRebuilt: 0 });
  });
});
