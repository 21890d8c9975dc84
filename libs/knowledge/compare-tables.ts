import type { ClientBase } from 'pg';

export interface Difference {
  /** Rows of the rebuilt table. */
  readonly rows: number;
  /** Rows only the live table had, and rows only the rebuilt one has: both 0 unless rules or code changed. */
  readonly onlyLive: number;
  readonly onlyRebuilt: number;
}

/**
 * Row for row, person by person: one pass over each table makes a sum per person, and only where the sums differ are
 * the rows themselves compared. Sorting tens of millions of rows would hold the reader up for as long.
 */
export async function compareTables(client: ClientBase, live: string, rebuilt: string): Promise<Difference> {
  const count = async (sql: string): Promise<number> => {
    const { rows } = await client.query<{ count: number }>(`select count(*) as count from (${sql}) counted`);
    return rows[0]?.count ?? 0;
  };
  const row = await rowOf(client, live);
  await client.query(`create temp table differing on commit drop as
    select person from ${sumsOf(live, row)} l full join ${sumsOf(rebuilt, row)} r using (person)
    where l.rows is distinct from r.rows or l.hashes is distinct from r.hashes`);
  const rowsOf = (table: string): string => `select t::text from ${table} t where person in (select person from differing)`;
  const difference = {
    rows: await count(`select 1 from ${rebuilt}`),
    onlyLive: await count(`${rowsOf(live)} except all ${rowsOf(rebuilt)}`),
    onlyRebuilt: await count(`${rowsOf(rebuilt)} except all ${rowsOf(live)}`),
  };
  await client.query('drop table differing');
  return difference;
}

/** Half the time of hashing a row's text: only JSON, which PostgreSQL cannot hash, is taken as text. */
async function rowOf(client: ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ expression: string }>(
    `select string_agg(quote_ident(attname) || case when atttypid in ('json'::regtype, 'jsonb'::regtype) then '::text' else '' end, ', ' order by attnum) as expression
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return `row(${rows[0]?.expression ?? ''})`;
}

function sumsOf(table: string, row: string): string {
  return `(select person, count(*) as rows, sum(hash_record_extended(${row}, 0)) as hashes from ${table} group by person)`;
}
