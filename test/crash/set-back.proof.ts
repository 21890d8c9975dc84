import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { rebuild } from '#libs/bitemporal';
import { loadRuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import type { RunningService } from '../service/running.ts';
import { serviceOn } from '../service/running.ts';

const PROJECTIONS = knowledgeProjections(loadRuleBook(undefined, { municipalCalendars: SANDBOX_CALENDARS }));

let opened: TestDatabase;
let pool: Pool;
let before: State;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 6 });
  ({ pool } = opened.database);
  await running(async () => undefined, true);
  before = await stateOf();
  expect(before.events).toBeGreaterThan(20);
});
afterAll(() => opened.drop());

async function running(work: (service: RunningService) => Promise<void>, stories = false): Promise<void> {
  const service = await serviceOn(opened.url, { stories });
  expect(await service.parts.worker?.settle(30_000)).toBe(true);
  await work(service).finally(() => service.stop());
}

interface State {
  readonly events: number;
  /** Rows that differ from a rebuild from the log. */
  readonly wrong: number;
  readonly rows: number;
  readonly parked: number;
  readonly applied: number;
}

async function stateOf(): Promise<State> {
  const reports = [];
  for (const projection of PROJECTIONS) reports.push(await rebuild(pool, projection));
  const { rows } = await pool.query<{ events: number; parked: number; applied: number }>(
    `select (select count(*)::int from log.events) as events, (select count(*)::int from feed.parked) as parked,
       (select min(applied)::int from feed.checkpoints) as applied`,
  );
  return {
    ...(rows[0] ?? { events: NaN, parked: NaN, applied: NaN }),
    wrong: reports.reduce((sum, { onlyLive, onlyRebuilt }) => sum + onlyLive + onlyRebuilt, 0),
    rows: reports.reduce((sum, report) => sum + report.rows, 0),
  };
}

/** Moves the checkpoint of every reader, or of one, to that of an earlier event, as an operator could do by hand. */
async function setBack(to: 'the beginning' | 'the middle' | 'the last but one'): Promise<void> {
  const share = { 'the beginning': 0, 'the middle': 0.5, 'the last but one': 1 }[to];
  await pool.query(
    `with places as (
       select xid, position, row_number() over (order by xid, position) as nth, count(*) over () as many
       from log.events),
       place as (select xid, position from places where nth = greatest(0, least(many - 1, floor(many * $1::numeric))))
     update feed.checkpoints set xid = coalesce((select xid from place), '0'),
     position = coalesce((select position from place), 0)`,
    [share],
  );
}

const BACK = ['the beginning', 'the middle', 'the last but one'] as const;

describe('readers whose checkpoint was set back by hand', () => {
  test.each(BACK)('to %s go on from there at the next start: rows as before, nothing stated twice', async (to) => {
    await setBack(to);
    await running(async (service) => {
      expect((await service.get('/health/ready')).body).toMatchObject({ ready: true });
    });
    expect(await stateOf()).toEqual(before);
  });

  test.each(BACK)('to %s while they run take the new place up and lose nothing', async (to) => {
    await running(async (service) => {
      await setBack(to);
      expect(await service.parts.worker?.settle(30_000)).toBe(true);
      const { body } = await service.get('/health/ready');
      expect([body.ready, body.stalled ?? []]).toEqual([true, []]);
    });
    expect(await stateOf()).toEqual(before);
  });
});

async function behind(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from feed.checkpoints c
     where exists (select from log.events e where (e.xid, e.position) > (c.xid, c.position))`,
  );
  return rows[0]?.count ?? NaN;
}

test('sabotage: readers that rely on the place in memory for ever stand still, and nothing restarts them', async () => {
  const altered = await startAlteredOn(opened.url, [
    { file: 'libs/subscriptions/follower.ts', from: 'RELIED_ON_MS = 5_000', to: 'RELIED_ON_MS = 5_000_000' },
  ]);
  while ((await behind()) > 0) await pause(100);
  await setBack('the middle');
  await pause(8_000);
  expect(await behind()).toBeGreaterThan(0);
  await altered.stop();
});
