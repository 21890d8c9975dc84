import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { temporaryFolder, type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { someFacts } from '../../test/restore/some-facts.ts';
import { backup } from './backup.ts';
import type { BackupTable } from '#libs/database';
import { BACKUP_TABLES } from './tables.ts';
import { checkBackup } from './check-backup.ts';
import { compareHeads } from './compare-heads.ts';
import { type Manifest } from './manifest.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
let place: ReturnType<typeof temporaryFolder>;
let folder: string;
beforeEach(async () => {
  opened = await testDatabase({ poolSize: 6 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
  place = temporaryFolder();
  folder = join(place.path, 'backup');
});
afterEach(async () => {
  await opened.drop();
  await place.remove();
});

const take = (tables: readonly BackupTable[] = BACKUP_TABLES): Promise<Manifest> =>
  backup(pool, { folder, version: '0.0.1', now: () => new Date('2026-06-15T06:00:00Z'), tables });

describe('a backup', () => {
  test('names every file with its rows, bytes and checksum, the head, the migrations, and the fitting master key', async () => {
    await someFacts(pool);
    const manifest = await take();
    expect(manifest).toMatchObject({ format: 1, version: '0.0.1', head: { position: 3, events: 3 } });
    expect(manifest.tables.map(({ table, rows }) => [table, rows])).toContainEqual(['person_keys.persons', 2]);
    expect(manifest.tables.every(({ file, bytes }) => statSync(join(folder, file)).size === bytes)).toBe(true);
    expect(manifest.migrations.map(({ name }) => name)).toContain('0001-log');
    expect(Buffer.from(manifest.masterKeyCheck ?? '', 'base64')).toHaveLength(32);
    expect(manifest.heads.rows).toBe(2);
  });

  test('is checked without a database: escaped values are read as they were, and every chain verifies', async () => {
    await someFacts(pool);
    await take();
    expect(await checkBackup(folder)).toMatchObject({ streams: 2, breaks: [] });
  });

  test('is closed to other users', async () => {
    await take();
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0)).toEqual([]);
  });

  test('refuses a folder that is not empty, and leaves it alone', async () => {
    writeFileSync(join(place.path, 'mine'), 'mine');
    folder = place.path;
    await expect(take()).rejects.toMatchObject({ code: 'folder-not-empty' });
    expect(readdirSync(folder)).toEqual(['mine']);
  });

  test('that is cut short has no manifest and is not accepted', async () => {
    await someFacts(pool);
    await expect(take([...BACKUP_TABLES, { table: 'sandbox.clock', tail: 'where 1 / 0 = 1' }])).rejects.toThrow();
    expect(existsSync(join(folder, 'log.events.copy.gz'))).toBe(true);
    await expect(checkBackup(folder)).rejects.toMatchObject({ code: 'no-finished-backup' });
  });
});

describe('while a backup is being written', () => {
  /** The first file waits for this lock: by then the snapshot is taken and nothing is written. */
  const HELD = 4_711;
  const LATCH: BackupTable = {
    table: 'sandbox.clock',
    tail: `union all select false, 1 from (select pg_advisory_xact_lock(${HELD})) held`,
  };

  async function whileHeld(work: () => Promise<void>): Promise<Manifest> {
    const holder = await pool.connect();
    await holder.query('select pg_advisory_lock($1)', [HELD]);
    const taking = take([LATCH, ...BACKUP_TABLES.filter(({ table }) => table !== 'sandbox.clock')]);
    while ((await pool.query('select 1 from pg_locks where objid = $1 and not granted', [HELD])).rowCount === 0)
      await pause(5);
    await work();
    await holder.query('select pg_advisory_unlock($1)', [HELD]);
    holder.release();
    return taking;
  }

  const append = (stream: string): Promise<number[]> => store.append([newEvent(stream, 1)], new Map());

  test('reports keep coming in and reach their readers at once: the snapshot holds no horizon back', async () => {
    await append(randomUUID());
    const later = randomUUID();
    await whileHeld(async () => {
      await append(later);
      const { events } = await store.readFeed({ xid: '0', position: 0 }, 10);
      expect(events.map(({ stream }) => stream)).toContain(later);
    });
  });

  test('events that come in meanwhile are in none of its files, whenever the files are written', async () => {
    await append(randomUUID());
    const manifest = await whileHeld(async () => {
      await append(randomUUID());
      await pool.query(`insert into receipts.batches values (gen_random_uuid(), 'sa-nord', now(), '{}', '[]')`);
    });
    expect(manifest.head.events).toBe(1);
    const rows = new Map(manifest.tables.map((file) => [file.table, file.rows]));
    expect([rows.get('log.events'), rows.get('receipts.batches'), manifest.heads.rows]).toEqual([1, 0, 1]);
    expect((await checkBackup(folder)).breaks).toEqual([]);
  });

  test('sabotage: a transaction with an id, as one that writes has, keeps new events from every reader', async () => {
    const writer = await pool.connect();
    await writer.query('begin isolation level repeatable read; select pg_current_xact_id()');
    await append(randomUUID());
    expect((await store.readFeed({ xid: '0', position: 0 }, 10)).events).toEqual([]);
    await writer.query('rollback');
    writer.release();
  });
});

describe('a log compared with a backup of it', () => {
  async function take3(): Promise<readonly [string, string]> {
    const { streams } = await someFacts(pool);
    await take();
    await pool.query('alter table log.events disable trigger user');
    return streams;
  }

  test('has all of it, even after it has grown', async () => {
    const [one] = await take3();
    await store.append([newEvent(one, 3)], new Map([[one, await store.readHead(one)]]));
    expect(await compareHeads(pool, folder)).toMatchObject({ streams: 2, missing: [] });
  });

  test("lacks a stream's last event, or a whole stream, which its own chain does not show", async () => {
    const [one, other] = await take3();
    await pool.query('delete from log.events where (stream = $1 and version = 2) or stream = $2', [one, other]);
    const { missing } = await compareHeads(pool, folder);
    expect(missing).toEqual(
      expect.arrayContaining([
        { stream: one, version: 2 },
        { stream: other, version: 1 },
      ]),
    );
    expect(missing).toHaveLength(2);
  });

  test('lacks an event that was replaced by another one', async () => {
    const [one] = await take3();
    await pool.query('delete from log.events where stream = $1 and version = 2', [one]);
    await store.append([newEvent(one, 2)], new Map([[one, await store.readHead(one)]]));
    expect((await compareHeads(pool, folder)).missing).toEqual([{ stream: one, version: 2 }]);
  });

  test('shows an event altered before the backup by the chain of the backup itself', async () => {
    const {
      streams: [one],
    } = await someFacts(pool);
    await pool.query('alter table log.events disable trigger user');
    await pool.query(`update log.events set data = '{"said":"something else"}' where stream = $1 and version = 1`, [
      one,
    ]);
    await take();
    expect((await checkBackup(folder)).breaks).toEqual([{ stream: one, version: 1, position: 1 }]);
  });
});
