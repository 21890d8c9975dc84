import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { FEED_START, PostgresEventStore } from '#libs/event-store';
import { testDatabase } from '#libs/testing';
import { newEvent } from '../given/new-event.ts';
import { feedReader, naiveReader, type TestReader } from './feed-readers.ts';

const opened = testDatabase();
afterAll(async () => (await opened).drop());

/** Appends in a transaction held open until told to commit: a slow writer. */
async function slowAppend(pool: Pool, stream: string): Promise<{ commit(): Promise<void>; kill(): Promise<void>; pid: number }> {
  const client = await pool.connect();
  client.on('error', () => undefined);
  await client.query('begin');
  await client.query(
    `insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at, source, sender_id, reporter, meta, content_hash, chain)
     values ($1, 1, $2::uuid, 'test-happened.v1', '{}', '2026-06-15', now(), now(), '/systems/t/reporters/900001', $2::uuid::text, '900001', '{}', '\\x00', '\\x00')`,
    [stream, randomUUID()],
  );
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid ?? 0;
  return {
    pid,
    commit: async () => void (await client.query('commit').finally(() => client.release())),
    kill: async () => {
      await pool.query('select pg_terminate_backend($1)', [pid]);
      client.release(true);
    },
  };
}

async function slowWriterLosesNothing(reader: (pool: Pool) => TestReader): Promise<boolean> {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const follow = reader(pool);
  await follow.drain();
  const [slow, quick] = [randomUUID(), randomUUID()];
  const writer = await slowAppend(pool, slow);
  await store.append([newEvent(quick, 1)], new Map());
  await follow.drain();
  await writer.commit();
  await follow.drain();
  return follow.seen.has(slow) && follow.seen.has(quick);
}

test('an event committed late is read, although later positions were read before', async () => {
  expect(await slowWriterLosesNothing(feedReader)).toBe(true);
});

test('sabotage: a reader that saves only the position loses the late event', async () => {
  expect(await slowWriterLosesNothing(naiveReader)).toBe(false);
});

test('a killed writer leaves nothing behind and holds nobody up', async () => {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const follow = feedReader(pool);
  const [dead, alive] = [randomUUID(), randomUUID()];
  const writer = await slowAppend(pool, dead);
  await store.append([newEvent(alive, 1)], new Map());
  await writer.kill();
  await follow.drainUntil(() => follow.seen.has(alive));
  expect(follow.seen.has(dead)).toBe(false);
});

test('a session left idle in a transaction stalls readers no longer than the server lets it live', async () => {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const follow = feedReader(pool);
  await follow.drain();
  const idle = await slowAppend(pool, randomUUID());
  const waiting = randomUUID();
  await store.append([newEvent(waiting, 1)], new Map());
  await follow.drain();
  expect(follow.seen.has(waiting)).toBe(false);
  const { rows } = await pool.query<{ bound: string }>('show idle_in_transaction_session_timeout');
  expect(rows[0]?.bound).not.toBe('0');
  await follow.drainUntil(() => follow.seen.has(waiting));
  await expect(idle.commit()).rejects.toThrow();
});

test('eight writers with rollbacks and a reader that never waits: nothing lost, nothing twice, streams in order; the naive reader loses', async () => {
  const { pool } = (await opened).database;
  const store = new PostgresEventStore(pool);
  const [ours, naive] = [feedReader(pool), naiveReader(pool)];
  await Promise.all([ours.drain(), naive.drain()]);
  const written = new Set<string>();
  let writing = true;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let round = 0; round < 60; round += 1) {
      const stream = randomUUID();
      const events = [newEvent(stream, 1), newEvent(stream, 2)];
      const fails = round % 7 === writer % 7;
      const outcome = store.append(events, new Map(), async (client) => {
        await client.query('select pg_sleep($1)', [((round * 31 + writer * 17) % 10) / 1_000]);
        if (fails) throw new Error('rolled back on purpose');
      });
      await outcome.then(() => written.add(stream), () => undefined);
    }
  });
  const reading = Promise.all([ours, naive].map(async (reader) => {
    while (writing) await reader.step();
  }));
  await Promise.all(writers);
  writing = false;
  await reading;
  await Promise.all([ours.drain(), naive.drain()]);
  const lost = (reader: TestReader) => [...written].filter((stream) => (reader.seen.get(stream) ?? []).join() !== '1,2').length;
  console.info(`feed under 8 writers: ${written.size} batches, ours lost ${lost(ours)}, naive lost ${lost(naive)}`);
  expect(lost(ours)).toBe(0);
  expect(lost(naive)).toBeGreaterThan(0);
  expect(FEED_START.position).toBe(0);
});
