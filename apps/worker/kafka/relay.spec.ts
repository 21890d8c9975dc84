import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { partitionOf } from '#libs/subscriptions';
import type { OutgoingMessage } from '#libs/kafka';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { noting, PARTITIONS, SpreadReader } from '../../../test/kafka/spread-reader.ts';
import { EVENTS_TOPIC, RELAY } from './topics.ts';
import { readersBehind } from '../../../libs/subscriptions/caught-up.ts';

let opened: TestDatabase;
let pool: Pool;
let setting: SpreadReader;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 8 });
  ({ pool } = opened.database);
  setting = new SpreadReader(pool, noting('unused'));
});
afterEach(() => opened.drop());

const people = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const isEvent = ({ headers }: OutgoingMessage): boolean => headers['event-id'] !== undefined;
const events = () => setting.broker.messagesOf(EVENTS_TOPIC).filter(isEvent);
const sequences = () => events().map(({ headers }) => Number(headers['sequence']));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Every event id of the log in feed order. */
async function logged(): Promise<string[]> {
  const { rows } = await pool.query<{ event_id: string }>('select event_id from log.events order by xid, position');
  return rows.map((row) => row.event_id);
}

describe('the relay to Kafka', () => {
  test('publishes every event once, in feed order, under the key of its person and in its partition', async () => {
    await setting.append(people(10));
    await setting.publishAll();
    expect(events().map(({ headers }) => headers['event-id'])).toEqual(await logged());
    expect(sequences()).toEqual(upTo(20));
    for (const { key, partition, headers } of events())
      expect([key, partition]).toEqual([headers['person'], partitionOf(key ?? '', PARTITIONS)]);
    expect(await readersBehind(pool, [RELAY])).toEqual([]);
  });

  test('ends each page in every partition, including one without any of its events', async () => {
    await setting.append(people(1));
    await setting.publishAll();
    const ends = setting.broker.messagesOf(EVENTS_TOPIC).filter((message) => !isEvent(message));
    expect(ends.map(({ partition }) => partition)).toEqual(upTo(PARTITIONS).map((number) => number - 1));
    expect(JSON.parse(ends[0]?.value ?? '')).toMatchObject({
      type: 'dk.ungestatus.feed-reached.v1',
      data: { from: 0, to: 2 },
    });
  });

  test('cuts a page that is too large for a member to read at once', async () => {
    await setting.append(people(10));
    await setting.publishAll(setting.relay(100, 6_000));
    expect(sequences()).toEqual(upTo(20));
    const ends = setting.broker
      .messagesOf(EVENTS_TOPIC)
      .filter((message) => !isEvent(message) && message.partition === 0);
    expect(ends.length).toBeGreaterThan(2);
  });

  test('publishes nothing of a page that fails, and goes on with it from its checkpoint', async () => {
    await setting.append(people(5));
    const relay = setting.relay();
    setting.broker.failing = { error: new Error('away'), afterwards: false };
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(relay.step()).rejects.toThrow('away');
    expect(await readersBehind(pool, [RELAY])).toEqual([RELAY]);
    setting.broker.failing = undefined;
    await setting.publishAll(relay);
    expect(sequences()).toEqual(upTo(10));
  });

  test('killed after a page was published and before its checkpoint, publishes it again under the same numbers', async () => {
    await setting.append(people(3));
    const killed = setting.relay();
    setting.broker.failing = { error: new Error('killed'), afterwards: true };
    await expect(killed.step()).rejects.toThrow('killed');
    await killed.close();
    setting.broker.failing = undefined;
    await setting.publishAll();
    expect(sequences()).toEqual([1, 2, 3, ...upTo(6)]);
    expect(
      events()
        .slice(0, 3)
        .map(({ value }) => value),
    ).toEqual(
      events()
        .slice(3, 6)
        .map(({ value }) => value),
    );
  });

  test('has one lead among several processes; a waiting one takes over when the lead ends', async () => {
    await setting.append(people(3));
    const [first, second] = [setting.relay(), setting.relay()];
    expect(await first.step()).toBe('applied');
    expect(await second.step()).toBe('held-by-another');
    await first.close();
    // A session ends on the server a moment after the command.
    while ((await second.step()) === 'held-by-another');
    await setting.publishAll(second);
    expect(sequences()).toEqual(upTo(6));
  });

  test('that lost its lead without noticing is refused by the broker: an old page never comes after a newer one', async () => {
    await setting.append(people(4));
    const away = setting.relay();
    expect(await away.step()).toBe('applied');
    await pool.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    await setting.broker.openPublisher('ungestatus-relay');
    await expect(away.step()).rejects.toThrow();
    expect(sequences()).toEqual(upTo(3));
    await setting.publishAll(away);
    expect(sequences()).toEqual(upTo(8));
  });
});
