import type { Pool } from 'pg';

/** The number of rows of each table, and the value of each sequence. */
export async function storedRows(pool: Pool): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await pool.query<{ count: string }>(`select count(*)::text as count from ${name}`);
      return [name, rows[0]?.count ?? ''] as const;
    }),
  );
  const { rows: sequences } = await pool.query<{ name: string; value: string | null }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences order by 1`,
  );
  return Object.fromEntries([...counts, ...sequences.map(({ name, value }) => [name, String(value)] as const)]);
}
