import { afterAll, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { thinProgress } from './thin-progress.ts';

let opened: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  opened ??= await testDatabase();
  pool = opened.database.pool;
  await pool.query('truncate feed.progress');
});
afterAll(() => opened.drop());

const NOW = new Date('2026-06-15T12:00:00.000Z');

/** A place each twenty seconds of the last 34 days, recorded for two readers. */
const SPAN =
  "generate_series('2026-05-12T12:00:00Z'::timestamptz, '2026-06-15T12:00:00Z', " +
  "interval '20 seconds') with ordinality as made (at, place)";
const note = () =>
  pool.query(
    `insert into feed.progress (reader, xid, position, at) select reader, place::text::xid8, place, at
     from ${SPAN}, unnest(array['a', 'b']) reader`,
  );

/**
 * The largest and the smallest difference between the time at which a place was passed and the recorded one; seconds.
 */
async function errors(from: string, to: string): Promise<{ most: number; least: number }> {
  const { rows } = await pool.query<{ most: number; least: number }>(
    `select max(said - at)::float8 as most, min(said - at)::float8 as least from (
       select extract(epoch from made.at) as at, extract(epoch from lead_row.at) as said from ${SPAN},
         lateral (select at from feed.progress p where p.reader = 'a'
         and (p.xid, p.position) >= (place::text::xid8, place) order by xid, position limit 1) lead_row
       where made.at >= $1 and made.at < $2 and place % 7 = 0) answers`,
    [from, to],
  );
  return rows[0] ?? { most: NaN, least: NaN };
}

test('of 290,000 records of progress those stay that answer to the hour, the minute, and for the last hour to the moment', async () => {
  await note();
  await thinProgress(pool, NOW);
  const { rows } = await pool.query<{ reader: string; rows: number }>(
    'select reader, count(*)::int as rows from feed.progress group by reader order by reader',
  );
  // 3 days by the hour, 31 days by the minute, one hour as it was.
  const kept = 3 * 24 + 31 * 24 * 60 - 60 + 181;
  for (const one of rows) expect(Math.abs(one.rows - kept)).toBeLessThanOrEqual(3);
  expect(rows).toHaveLength(2);
  expect(await errors('2026-06-15T11:00:00Z', '2026-06-15T12:00:00Z')).toEqual({ most: 0, least: 0 });
  const byMinute = await errors('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z');
  expect([byMinute.least >= 0, byMinute.most < 60]).toEqual([true, true]);
  const byHour = await errors('2026-05-13T00:00:00Z', '2026-05-14T00:00:00Z');
  expect([byHour.least >= 0, byHour.most < 3_600]).toEqual([true, true]);
  expect(await thinProgress(pool, NOW)).toBe(0);
});

test('a single record of progress stays as it is, however old', async () => {
  await pool.query(
    "insert into feed.progress (reader, xid, position, at) values ('a', '5', 7, '2020-01-01T00:00:00.123Z')",
  );
  expect(await thinProgress(pool, NOW)).toBe(0);
  expect((await pool.query('select at from feed.progress')).rows).toEqual([{ at: '2020-01-01T00:00:00.123Z' }]);
});
