import type { Pool } from 'pg';

export async function countPersons(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ persons: number }>('select count(*) as persons from person_keys.persons');
  return rows[0]?.persons ?? 0;
}

export async function hasPersons(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ anybody: boolean }>('select exists (select from person_keys.numbers) as anybody');
  return rows[0]?.anybody ?? false;
}

/** Query of the small numbers of persons, for the statement that writes them; the argument is SQL. */
export const personNumbers = (persons: string): string =>
  `select number from person_keys.persons where person = any(${persons})`;

/** @returns the keys that belong to persons */
export async function knownAmong(pool: Pool, persons: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person: string }>(
    'select person from person_keys.persons where person = any($1::uuid[])',
    [persons],
  );
  return new Set(rows.map(({ person }) => person));
}
