import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import {
  Follower,
  findPartition,
  gatherReader,
  movePartition,
  partitionOf,
  readCheckpoint,
  spreadReader,
} from '#libs/subscriptions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { APPLIED_TABLE, appliedBy, noting, PARTITIONS, SpreadReader } from '../../../test/kafka/spread-reader.ts';
import { pagesOf } from './pages.ts';
import { EVENTS_TOPIC } from './topics.ts';
import { readersBehind } from '../../../libs/subscriptions/caught-up.ts';

const NOW = new Date('2026-06-15T06:00:00Z');
let opened: TestDatabase;
let pool: Pool;
let setting: SpreadReader;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 12 });
  ({ pool } = opened.database);
  await pool.query(APPLIED_TABLE);
  setting = new SpreadReader(pool, noting('shared'));
});
afterEach(() => opened.drop());

/** Persons in every partition: with random ones, one run in three hundred has none in the first. */
const people = (count: number): string[] =>
  Array.from({ length: count }, (_, serial) => serial.toString(16).padStart(8, '0') + randomUUID().slice(8));
const behind = () => readersBehind(pool, ['shared']);

describe('a reader spread over partitions', () => {
  test("applies every event once and a person's events in order, whichever member takes which partition", async () => {
    await setting.append(people(30));
    await setting.spread();
    await setting.publishAll();
    const members = [setting.member(), setting.member(), setting.member()];
    await Promise.all(
      Array.from({ length: PARTITIONS }, (_, partition) =>
        setting.drain(members[partition % 3] ?? setting.member(), partition),
      ),
    );
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
    expect(await behind()).toEqual([]);
  });

  test('goes on from the checkpoint of its follower, and the follower stops from then on', async () => {
    const persons = people(12);
    await setting.append(persons, [1]);
    const follower = new Follower(pool, setting.store, setting.reader, { pageSize: 100, now: () => NOW });
    expect(await follower.step()).toBe('applied');
    await setting.append(persons, [2]);
    await setting.spread();
    expect(await follower.step()).toBe('held-by-another');
    await setting.publishAll();
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
  });

  test('has passed the place of the slowest of its partitions, and no more', async () => {
    const [slow] = people(1);
    await setting.append([slow ?? '', ...people(20)]);
    await setting.spread();
    await setting.publishAll();
    const slowest = partitionOf(slow ?? '', PARTITIONS);
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      if (partition !== slowest) await setting.drain(setting.member(), partition);
    expect(await readCheckpoint(pool, 'shared', await setting.store.epoch())).toMatchObject({
      position: 0,
      applied: 0,
    });
    expect(await behind()).toEqual(['shared']);
    await setting.drain(setting.member(), slowest);
    expect(await behind()).toEqual([]);
    const { rows } = await pool.query(
      'select max(position) as last, (select applied from feed.checkpoints where reader = $1) from log.events',
      ['shared'],
    );
    expect(rows[0].applied).toBe(rows[0].last);
  });

  test('can be taken back by a follower, which applies from the log what some partitions lack, without Kafka', async () => {
    await setting.append(people(20));
    await setting.spread();
    await setting.publishAll();
    await setting.drain(setting.member(), 1);
    expect(await gatherReader(pool, setting.reader, NOW)).toBe(true);
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
    expect(await behind()).toEqual([]);
    expect(await gatherReader(pool, setting.reader, NOW)).toBe(false);
    await expect(setting.member().startOf(1)).rejects.toThrow('WORKERS=log');
  });

  test('refuses a topic with another number of partitions: persons would change place midway', async () => {
    await setting.spread();
    const into = {
      epoch: await setting.store.epoch(),
      partitions: PARTITIONS + 1,
      cluster: setting.broker.cluster,
      at: NOW,
    };
    await expect(spreadReader(pool, 'shared', into)).rejects.toThrow('now has 5');
  });
});

test('the program and the database agree on the partition of a person', async () => {
  const persons = Array.from({ length: 500 }, () => randomUUID());
  const { rows } = await pool.query<{ partition: number }>(
    `select feed.partition_of(person, 12) as partition from unnest($1::uuid[]) with ordinality p (person, n)
     order by n`,
    [persons],
  );
  expect(rows.map(({ partition }) => partition)).toEqual(persons.map((person) => partitionOf(person, 12)));
});

describe('a page of a topic that comes again', () => {
  beforeEach(async () => {
    await setting.append(people(20));
    await setting.spread();
  });

  test('because it was published again, in pages of another size, has no effect', async () => {
    await setting.publishAll(setting.relay(3));
    await pool.query('delete from feed.relays');
    await setting.publishAll(setting.relay(7));
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
  });

  test('because the broker begins at the start, has no effect either', async () => {
    await setting.publishAll();
    await setting.drainAll();
    const member = setting.member();
    expect(await member.take(setting.broker.batchOf(EVENTS_TOPIC, 0, '0'))).toBe(await member.startOf(0));
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
  });

  test('because two members own the partition, is applied by one of them', async () => {
    await setting.publishAll();
    const members = Array.from({ length: 6 }, () => setting.member());
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const batch = setting.broker.batchOf(EVENTS_TOPIC, partition, '0');
      const ends = await Promise.all(members.map((member) => member.take(batch)));
      expect(new Set(ends).size).toBe(1);
    }
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
  });

  test('because its member died between the rows and the commit, is applied as if for the first time', async () => {
    await setting.publishAll();
    let deaths = 3;
    const dying = noting('shared', async () => {
      if (deaths-- > 0) throw new Error('killed');
    });
    for (let death = 0; death < 3; death += 1) {
      await expect(setting.member(dying).take(setting.broker.batchOf(EVENTS_TOPIC, 0, '0'))).rejects.toThrow('killed');
      expect(await appliedBy(pool, 'shared')).toEqual(['none']);
      expect(await findPartition(pool, 'shared', 0)).toMatchObject({ nextOffset: '0', sequence: 0 });
    }
    await setting.drainAll(setting.member(dying));
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
  });
});

describe('a page of a topic that is missing', () => {
  test('stops the partition, is read again, reported, and never skipped; published again, it lets the partition go on', async () => {
    await setting.append(people(20));
    await setting.spread();
    await setting.publishAll();
    const lost = setting.broker.written.splice(0, Math.floor(setting.broker.written.length / 2));
    expect(lost.length).toBeGreaterThan(0);
    await setting.drainAll();
    expect(setting.faults).toContainEqual(expect.stringContaining('Publish the log again'));
    expect(await appliedBy(pool, 'shared')).toEqual(['none']);
    expect(await behind()).toEqual(['shared']);
    await pool.query('delete from feed.relays');
    await setting.publishAll();
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
    expect(await behind()).toEqual([]);
  });

  test('after a restore to an earlier day: events that only the topic has are skipped, those that came instead are applied', async () => {
    await setting.append(people(6));
    await setting.spread();
    await setting.publishAll();
    await setting.drainAll();
    await pool.query(
      `create table kept as select * from feed.checkpoints;
       create table kept_partitions as select * from feed.partitions`,
    );
    await setting.append(people(9));
    await setting.publishAll();
    await pool.query(
      `alter table log.events disable trigger user; delete from log.events
       where stream not in (select stream from applied)`,
    );
    await pool.query(
      `update feed.checkpoints c set xid = k.xid, position = k.position, applied = k.applied from kept k
       where k.reader = c.reader`,
    );
    await setting.append(people(12));
    await setting.publishAll();
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
    expect(await behind()).toEqual([]);
  });

  test("because another Kafka took the old one's place: it gets the whole log, and the partitions read it from its start", async () => {
    await setting.append(people(10));
    await setting.spread();
    await setting.publishAll();
    await setting.drain(setting.member(), 0);
    setting.broker.written.splice(0);
    setting.broker.cluster = 'new';
    await setting.publishAll();
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toEqual(['1,2']);
  });
});

describe('sabotage: a member of a spread reader', () => {
  beforeEach(async () => {
    await setting.append(people(20));
    await setting.spread();
    await setting.publishAll();
  });

  /** A member without the safeguard: rows in one transaction and the place in another, and a kill in between. */
  async function takeInTwoTransactions(placeFirst: boolean): Promise<void> {
    const pages = pagesOf(setting.broker.batchOf(EVENTS_TOPIC, 0, '0').messages);
    const from = await findPartition(pool, 'shared', 0);
    const last = pages.at(-1);
    if (!from || !last) throw new Error('nothing to take');
    const next = { ...from, ...last.reached, sequence: last.reached.to, nextOffset: last.nextOffset };
    const client = await pool.connect();
    if (placeFirst) await movePartition(client, 'shared', { partition: 0, from, next, at: NOW });
    else
      await setting.reader.apply(
        client,
        pages.flatMap(({ events }) => events),
      );
    client.release();
  }

  test('that moves the offset after the rows and outside their transaction applies the page twice after a kill in between', async () => {
    await takeInTwoTransactions(false);
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toContain('1,2,1,2');
  });

  test('that moves the offset before the rows loses the page', async () => {
    await takeInTwoTransactions(true);
    await setting.drainAll();
    expect(await appliedBy(pool, 'shared')).toContain('none');
  });
});
