import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PostgresEventStore } from '#libs/event-store';
import { Keyring, masterKeyFits } from '#libs/persons';
import { temporaryFolder, type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { KEYRING, rowsOf, someFacts } from '../../test/restore/some-facts.ts';
import { backup } from './backup.ts';
import { BACKUP_TABLES } from './tables.ts';
import { restore } from './restore.ts';

let from: TestDatabase;
let to: TestDatabase;
const place = temporaryFolder();
/** A copy of the backup, a new one for each test. */
let folder = place.path;
let copies = 0;
beforeAll(async () => {
  [from, to] = [await testDatabase(), await testDatabase()];
  await someFacts(from.database.pool);
  await backup(from.database.pool, {
    folder: join(place.path, 'whole'),
    version: '0.0.1',
    now: () => new Date('2026-06-15T06:00:00Z'),
  });
});
beforeEach(() => {
  folder = join(place.path, `copy-${(copies += 1)}`);
  cpSync(join(place.path, 'whole'), folder, { recursive: true });
});
afterAll(async () => {
  await from.drop();
  await to.drop();
  await place.remove();
});

async function bringBack(keyring = KEYRING): Promise<void> {
  await masterKeyFits(to.database.pool, keyring);
  await restore(to.database.pool, { folder, epoch: 'new', rebuilt: [] });
}

async function expectEmpty(): Promise<void> {
  for (const { table } of BACKUP_TABLES) expect(await rowsOf(to.database.pool, table)).toEqual([]);
}

/** Changes one bit in the middle of a file. */
function flip(file: string): void {
  const bytes = readFileSync(join(folder, file));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  writeFileSync(join(folder, file), bytes);
}

describe('a restore is refused, and leaves the database as empty as it was,', () => {
  test('with one bit flipped in any of the files, which it names', async () => {
    for (const file of [...BACKUP_TABLES.map(({ table }) => `${table}.copy.gz`), 'heads.copy.gz']) {
      flip(file);
      await expect(bringBack()).rejects.toMatchObject({
        code: 'backup-damaged',
        message: expect.stringContaining(file),
      });
      flip(file);
    }
    await expectEmpty();
  });

  test('with a file cut short or missing', async () => {
    truncateSync(join(folder, 'log.events.copy.gz'), 40);
    await expect(bringBack()).rejects.toMatchObject({ code: 'backup-damaged' });
    rmSync(join(folder, 'log.events.copy.gz'));
    await expect(bringBack()).rejects.toMatchObject({ code: 'backup-damaged' });
    await expectEmpty();
  });

  test('with a manifest that was edited, or without one', async () => {
    const path = join(folder, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"rows": 3', '"rows": 2'));
    await expect(bringBack()).rejects.toMatchObject({ code: 'backup-damaged' });
    rmSync(path);
    await expect(bringBack()).rejects.toMatchObject({ code: 'no-finished-backup' });
    await expectEmpty();
  });

  test('with a migration that is unknown here', async () => {
    const { pool } = to.database;
    await pool.query('update migration_file set number = 9999 where number = 80');
    await expect(bringBack()).rejects.toMatchObject({
      code: 'other-migrations',
      message: expect.stringContaining('0080-receipts'),
    });
    await pool.query('update migration_file set number = 80 where number = 9999');
    await expectEmpty();
  });

  test('if the program has changed a table since', async () => {
    const { pool } = to.database;
    await pool.query('alter table receipts.batches add column more text');
    await expect(bringBack()).rejects.toMatchObject({
      code: 'other-migrations',
      message: expect.stringContaining('receipts.batches'),
    });
    await pool.query('alter table receipts.batches drop column more');
    await expectEmpty();
  });

  test('with another master key; the right one then fits, and a second restore is refused: nothing is ever mixed', async () => {
    await to.database.pool.query('delete from person_keys.master_key_check');
    await expect(bringBack(new Keyring(Buffer.alloc(32, 8)))).rejects.toMatchObject({ code: 'other-master-key' });
    await expectEmpty();
    await bringBack();
    await expect(bringBack()).rejects.toMatchObject({ code: 'database-not-empty' });
    expect(await rowsOf(to.database.pool, 'log.events')).toEqual(await rowsOf(from.database.pool, 'log.events'));
  });
});

test('a restore into a database with reports is refused', async () => {
  const used = await testDatabase();
  await new PostgresEventStore(used.database.pool).append([newEvent(randomUUID(), 1)], new Map());
  await masterKeyFits(used.database.pool, KEYRING);
  await expect(restore(used.database.pool, { folder, epoch: 'new', rebuilt: [] })).rejects.toMatchObject({
    code: 'database-not-empty',
  });
  expect(await rowsOf(used.database.pool, 'receipts.batches')).toEqual([]);
  await used.drop();
});
