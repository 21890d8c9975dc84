import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresEventStore, verifyChain } from '#libs/event-store';
import { Follower } from '#libs/subscriptions';
import { masterKeyFits } from '#libs/persons';
import { temporaryFolder, type TestDatabase, testDatabase } from '#libs/testing';
import { appendCrossed } from '../../test/given/crossed-appends.ts';
import { newEvent } from '../../test/given/new-event.ts';
import { KEYRING, rowsOf, someFacts } from '../../test/restore/some-facts.ts';
import { backup } from './backup.ts';
import { BACKUP_TABLES } from './tables.ts';
import { compareHeads } from './compare-heads.ts';
import { POSITION_GAP, restore } from './restore.ts';

let from: TestDatabase;
let to: TestDatabase;
let place: ReturnType<typeof temporaryFolder>;
let folder: string;
const pools = (): [Pool, Pool] => [from.database.pool, to.database.pool];
beforeEach(async () => {
  [from, to] = [await testDatabase({ poolSize: 4 }), await testDatabase({ poolSize: 4 })];
  place = temporaryFolder();
  folder = join(place.path, 'backup');
});
afterEach(async () => {
  await from.drop();
  await to.drop();
  await place.remove();
});

const now = (): Date => new Date('2026-06-15T06:00:00Z');
const take = () => backup(from.database.pool, { folder, version: '0.0.1', now });

async function bringBack(rebuilt: readonly string[] = []): Promise<void> {
  await masterKeyFits(to.database.pool, KEYRING);
  await restore(to.database.pool, { folder, epoch: 'new', rebuilt });
}

const append = async (pool: Pool, stream = randomUUID()): Promise<string> => {
  const store = new PostgresEventStore(pool);
  const head = await store.readHead(stream);
  await store.append([newEvent(stream, head.version + 1)], new Map([[stream, head]]));
  return stream;
};

/** A reader with a checkpoint in the log of a cluster. Records the streams it reads. */
function follow(pool: Pool, epoch: string, seen: string[], pageSize = 1): Follower {
  const store = Object.assign(new PostgresEventStore(pool), { epoch: () => Promise.resolve(epoch) });
  const apply = async (_client: unknown, events: readonly { readonly stream: string }[]): Promise<void> => {
    seen.push(...events.map(({ stream }) => stream));
  };
  return new Follower(pool, store, { name: 'reader', apply }, { pageSize, now });
}

async function drain(follower: Follower): Promise<void> {
  while ((await follower.step()) !== 'caught-up');
}

describe('a backup restored into another database', () => {
  test('has the same rows in every table, character by character', async () => {
    const [source, target] = pools();
    await someFacts(source);
    await drain(follow(source, 'old', []));
    await take();
    await bringBack();
    for (const { table } of BACKUP_TABLES)
      expect({ table, rows: await rowsOf(target, table) }).toEqual({ table, rows: await rowsOf(source, table) });
    expect((await verifyChain(target)).breaks).toEqual([]);
    expect((await compareHeads(target, folder)).missing).toEqual([]);
  });

  test('goes on after a gap in the log: no position that a caller may know is used again', async () => {
    const [source, target] = pools();
    await append(source);
    const { head } = await take();
    await append(source);
    await bringBack();
    const [position] = await new PostgresEventStore(target).append([newEvent(randomUUID(), 1)], new Map());
    expect(position).toBe(head.position + POSITION_GAP + 1);
  });

  test('keeps the log append-only', async () => {
    const [source, target] = pools();
    await append(source);
    await take();
    await bringBack();
    await expect(target.query('delete from log.events')).rejects.toThrow('append-only');
  });
});

describe('a reader, after the restore', () => {
  test('gets the events that it had not applied and the new ones, and no others', async () => {
    const [source, target] = pools();
    const seen: string[] = [];
    const applied = [await append(source), await append(source)];
    await drain(follow(source, 'old', seen));
    const waiting = await append(source);
    await take();
    await bringBack();
    const later = await append(target);
    await drain(follow(target, 'new', seen));
    expect(seen).toEqual([...applied, waiting, later]);
  });

  test('whose checkpoint lay between crossed transactions gets one event twice rather than one never', async () => {
    const [source, target] = pools();
    const seen: string[] = [];
    const [first, second] = await appendCrossed(source);
    await follow(source, 'old', seen).step();
    expect(seen).toEqual([first]);
    await take();
    await bringBack();
    await drain(follow(target, 'new', seen));
    expect(seen).toEqual([first, second, first]);
  });

  test('whose rows are rebuilt begins at the start of the log', async () => {
    const [source, target] = pools();
    const seen: string[] = [];
    const stream = await append(source);
    await drain(follow(source, 'old', []));
    await take();
    await bringBack(['reader']);
    await drain(follow(target, 'new', seen));
    expect(seen).toEqual([stream]);
  });

  test('sabotage: never gets the new events if transaction ids of an older cluster stay as they were', async () => {
    const [source, target] = pools();
    const seen: string[] = [];
    const stream = await append(source);
    await drain(follow(source, 'old', seen));
    await take();
    await bringBack();
    await target.query('alter table log.events disable trigger user');
    for (const table of ['log.events', 'feed.checkpoints']) await target.query(`update ${table} set xid = '900000000'`);
    await append(target);
    await drain(follow(target, 'new', seen));
    expect(seen).toEqual([stream]);
  });
});
