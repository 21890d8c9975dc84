import { timingSafeEqual } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { Keyring } from './keyring.ts';

const CHECK_TEXT = 'ungestatus master key';

/** Whether this database was started with this master key. The first start stores a digest as its mark. */
export async function masterKeyFits(pool: Pool, keyring: Keyring): Promise<boolean> {
  const value = keyring.digestOf(CHECK_TEXT);
  await pool.query('insert into person_keys.master_key_check (value) values ($1) on conflict (only_row) do nothing', [
    value,
  ]);
  const { rows } = await pool.query<{ value: Buffer }>('select value from person_keys.master_key_check');
  const stored = rows[0]?.value;
  return stored !== undefined && timingSafeEqual(stored, value);
}

/**
 * The mark of the master key with which this database was first started, in base64.
 * @returns undefined if it was never started
 */
export async function findMasterKeyMark(client: Pool | ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ value: string }>(
    `select encode(value, 'base64') as value from person_keys.master_key_check`,
  );
  return rows[0]?.value;
}

/** Removes the mark if there are no persons, so that another key then fits. */
export async function removeUnusedMark(pool: Pool): Promise<void> {
  await pool.query('delete from person_keys.master_key_check where not exists (select from person_keys.persons)');
}
