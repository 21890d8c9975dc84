import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { v5 as uuidv5 } from 'uuid';
import { type NewEvent, PostgresEventStore } from '#libs/event-store';
import { Follower, listParked, type Reader, replayParked } from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { DELIVERIES, deliveriesReader } from '#projections/deliveries/reader';
import { recountDeliveries } from '#projections/deliveries/recount';
import { type DeliveryTables, LIVE_TABLES, RECOUNT_TABLES } from '#projections/deliveries/tables';
import { newEvent } from '../given/new-event.ts';
import { rulesByHand } from '../oracle/rules-by-hand.ts';

const NOW = new Date('2026-07-01T06:00:00Z');
const RULES = rulesByHand();
const LENIENT = {
  ...rulesByHand({ reportDeadlines: [{ workdays: 60, countedFrom: 'registered' }] }),
  version: 'lenient',
};
const NONE = { onlyLive: 0, onlyRebuilt: 0 };
const institutions = { find: () => undefined };
const now = () => NOW;

let opened: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase();
  store = new PostgresEventStore(opened.database.pool);
});
afterAll(() => opened.drop());

/** The id of an event whose item cannot be made: it is late, and cannot be counted. */
let poison: string | undefined;
const itemOf = ({ eventId }: { readonly eventId: string }): string => {
  if (eventId === poison) throw new Error('cannot be counted');
  return uuidv5(eventId, uuidv5.URL);
};
const reader = (rules = RULES, tables?: DeliveryTables): Reader =>
  deliveriesReader(rules, institutions, itemOf, tables);

function late(day: number): NewEvent {
  const receivedAt = `2026-06-${String(10 + day).padStart(2, '0')}T08:00:00Z`;
  const times = { occurredOn: '2026-06-01', registeredAt: '2026-06-01T08:00:00Z', receivedAt };
  const source = '/systems/sa-nord/reporters/990110';
  return newEvent(randomUUID(), 1, { type: 'dropout-risk-reported.v1', reporter: '990110', source, ...times });
}
const append = (...events: NewEvent[]): Promise<number[]> => store.append(events, new Map());

async function follow(one = reader()): Promise<void> {
  const follower = new Follower(opened.database.pool, store, one, { pageSize: 3, now });
  while ((await follower.step()) !== 'caught-up');
}

async function rows(): Promise<unknown> {
  const { pool } = opened.database;
  const tables = await Promise.all(
    Object.values(LIVE_TABLES).map((table) => pool.query(`select t::text from ${table} t order by 1`)),
  );
  return tables.map((table) => table.rows);
}
const recount = (rules = RULES, more: { dryRun?: boolean; progress?: (events: number) => void } = {}) =>
  recountDeliveries(opened.database.pool, {
    store,
    reader: reader(rules, RECOUNT_TABLES),
    version: rules.version,
    at: NOW,
    ...more,
  });
const onTime = async (): Promise<number> =>
  (await opened.database.pool.query('select sum(on_time)::int as n from deliveries.weeks')).rows[0].n;

beforeEach(async () => {
  poison = undefined;
  // The first one is received on the day it is about, so that none is history.
  await append(late(-9), ...Array.from({ length: 7 }, (_one, day) => late(day)));
  await follow();
});

test('recounted from zero equals kept, and the next report counts once', async () => {
  const before = await rows();
  expect(await recount()).toMatchObject({ difference: NONE, parked: 0 });
  expect(await rows()).toEqual(before);
  await follow();
  expect(await rows()).toEqual(before);
  const { rows: counted } = await opened.database.pool.query('select sum(reports)::int as n from deliveries.weeks');
  await append(late(8));
  await follow();
  const { rows: after } = await opened.database.pool.query('select sum(reports)::int as n from deliveries.weeks');
  expect(after[0].n).toBe(counted[0].n + 1);
});

test('other rules change the figures of past weeks; a dry run says how many and changes nothing', async () => {
  const before = await rows();
  const kept = await onTime();
  const tried = await recount(LENIENT, { dryRun: true });
  expect(tried.difference?.onlyRebuilt).toBeGreaterThan(0);
  expect(await rows()).toEqual(before);
  expect(await recount(LENIENT)).toEqual(tried);
  expect(await onTime()).toBeGreaterThan(kept);
  // A worker with other rules must not add to these rows.
  await append(late(9));
  await expect(follow()).rejects.toThrow('another rule version');
  await recount();
  await follow();
});

test('reports that arrive during a recount are counted once, whoever counts them', async () => {
  const arriving: Promise<unknown>[] = [];
  const report = await recount(RULES, { progress: () => arriving.length < 2 && arriving.push(append(late(7))) });
  await Promise.all(arriving);
  await follow();
  const { rows: log } = await opened.database.pool.query('select count(*)::int as n from log.events');
  const { rows: sums } = await opened.database.pool.query('select sum(reports)::int as n from deliveries.weeks');
  expect([arriving.length > 0, report.events <= log[0].n, sums[0].n]).toEqual([true, true, log[0].n]);
});

test('a recount that is stopped leaves the live tables and none of its own', async () => {
  const before = await rows();
  const stop = (): never => {
    throw new Error('stopped');
  };
  await expect(recount(RULES, { progress: stop })).rejects.toThrow('stopped');
  expect(await rows()).toEqual(before);
  const { rows: left } = await opened.database.pool.query(
    `select tablename from pg_tables where schemaname = 'deliveries' and tablename ~ '_(rebuild|retired)$'`,
  );
  expect(left).toEqual([]);
});

test('an event that cannot be counted waits alone, is counted by a replay, and by a recount too', async () => {
  const { pool } = opened.database;
  const bad = late(5);
  poison = bad.eventId;
  const count = async () => (await pool.query('select count(*)::int as n from deliveries.late')).rows[0].n;
  const before = await count();
  await append(late(5), bad, late(5), late(6));
  await follow();
  expect([await count(), await listParked(pool)]).toEqual([
    before + 3,
    [expect.objectContaining({ reader: DELIVERIES, person: bad.stream, eventId: bad.eventId })],
  ]);
  expect(await recount()).toMatchObject({ difference: NONE, parked: 1 });
  expect(await listParked(pool)).toHaveLength(1);
  poison = undefined;
  expect(await replayParked({ pool, store, now }, reader(), bad.stream)).toMatchObject({ applied: 1 });
  expect([await count(), await listParked(pool)]).toEqual([before + 4, []]);
  expect(await recount()).toMatchObject({ difference: NONE, parked: 0 });
});

test('sabotage: without parking, the one event stops the figures of all', async () => {
  const bad = late(5);
  poison = bad.eventId;
  await append(bad, late(6));
  const stuck: Reader = { ...reader(), parksPersons: false };
  await expect(follow(stuck)).rejects.toThrow('cannot be counted');
  poison = undefined;
  await follow();
});
