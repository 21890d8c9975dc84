import type { ClientBase } from 'pg';

/** The columns of a table in their order; empty if the table does not exist. */
export async function columnsOfTable(client: ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
     order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}
