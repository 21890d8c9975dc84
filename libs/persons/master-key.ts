import { timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
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
