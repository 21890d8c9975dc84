import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { earliestTime, nameTime } from './log-time.ts';
import { PostgresEventStore } from './postgres-store.ts';

let opened: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 12 });
  store = new PostgresEventStore(opened.database.pool);
});
afterAll(() => opened.drop());

const append = async (at: string, stream = randomUUID(), version = 1): Promise<string> => {
  const heads = version === 1 ? new Map() : new Map([[stream, await store.readHead(stream)]]);
  await store.append([newEvent(stream, version, { recordedAt: at, receivedAt: at })], heads);
  return (await store.readStreams([stream])).at(-1)?.recordedAt ?? '';
};

test("with a clock that went back, the recorded time is never before the stream's last event or any other one", async () => {
  const stream = randomUUID();
  expect(await append('2026-06-15T08:00:00.000Z', stream)).toBe('2026-06-15T08:00:00.000Z');
  expect(await append('2026-06-15T07:59:58.000Z', stream, 2)).toBe('2026-06-15T08:00:00.000Z');
  expect(await append('2026-06-14T00:00:00.000Z')).toBe('2026-06-15T08:00:00.000Z');
});

test('no event is recorded at a moment that an answer has named', async () => {
  const named = new Date('2026-06-16T08:00:00.000Z');
  expect(await nameTime(opened.database.pool, named)).toEqual({ named: named.getTime(), storing: null });
  expect(await append('2026-06-16T07:00:00.000Z')).toBe('2026-06-16T08:00:00.001Z');
  expect((await earliestTime(opened.database.pool)).toISOString()).toBe('2026-06-16T08:00:00.001Z');
});

test('with many concurrent appends and different clocks, times and commit order follow the positions', async () => {
  const writers = Array.from({ length: 10 }, async (_, writer) => {
    for (let turn = 0; turn < 30; turn += 1)
      await append(new Date(Date.UTC(2026, 6, 1, 0, 0, 0, turn * 7 + writer * 400)).toISOString());
  });
  await Promise.all(writers);
  const { rows } = await opened.database.pool.query<{ wrong: number }>(
    `select count(*)::int as wrong
       from (select recorded_at < lag(recorded_at) over w or xid < lag(xid) over w as crossed
       from log.events window w as (order by position)) pairs where crossed`,
  );
  expect(rows[0]?.wrong).toBe(0);
});

test('a statement that fails under the short lock releases it', async () => {
  await expect(opened.database.pool.query('select log.take_ticket(1, 2147483647 + 1)')).rejects.toThrow();
  await expect(
    opened.database.pool.query('set statement_timeout = 1; select log.take_ticket(1, 3000000)'),
  ).rejects.toThrow(/timeout/);
  expect(await append('2027-01-01T00:00:00.000Z')).toBe('2027-01-01T00:00:00.000Z');
});
