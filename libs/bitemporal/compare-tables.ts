import type { ClientBase } from 'pg';

export interface TableDifference {
  /** Rows of the rebuilt table. */
  readonly rows: number;
  /** Rows that only the live table has, and rows that only the rebuilt one has: both 0 unless rules or code changed. */
  readonly onlyLive: number;
  readonly onlyRebuilt: number;
}

/**
 * Compares row by row, person by person: one pass over each table makes a sum per person, and the rows themselves are
 * counted only if the sums differ. All steps spill to disk if they outgrow their memory. An EXCEPT of the rows does
 * not: for a nation whose every row differed it needed more than the machine's 24 GB (2026-11-25).
 */
export async function compareTables(client: ClientBase, live: string, rebuilt: string): Promise<TableDifference> {
  const {
    rows: [counted],
  } = await client.query<{ rows: number; fresh: boolean }>(
    `select (select count(*) from ${rebuilt}) as rows, not exists (select 1 from ${live}) as fresh`,
  );
  const rows = counted?.rows ?? 0;
  if (counted?.fresh) return { rows, onlyLive: 0, onlyRebuilt: rows };
  const row = await rowOf(client, live);
  await client.query(`create temp table differing on commit drop as
    select person from ${sumsOf(live, row)} l full join ${sumsOf(rebuilt, row)} r using (person)
    where l.rows is distinct from r.rows or l.hashes is distinct from r.hashes`);
  await client.query('analyze differing');
  const told = (table: string, sign: number): string =>
    `select person, hash_record_extended(${row}, 1) as hash, ${sign} as sign from ${table}
     where person in (select person from differing)`;
  const {
    rows: [difference],
  } = await client.query<Omit<TableDifference, 'rows'>>(
    `select coalesce(sum(greatest(more, 0)), 0)::bigint as "onlyLive",
     coalesce(sum(greatest(-more, 0)), 0)::bigint as "onlyRebuilt"
     from (select sum(sign) as more from (${told(live, 1)} union all ${told(rebuilt, -1)}) both_tables
     group by person, hash) counted`,
  );
  await client.query('drop table differing');
  return { rows, onlyLive: difference?.onlyLive ?? 0, onlyRebuilt: difference?.onlyRebuilt ?? 0 };
}

/**
 * The row as an expression to hash, in half the time of hashing its text: only JSON, which PostgreSQL cannot hash, is
 * converted to text.
 */
async function rowOf(client: ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ expression: string }>(
    `select string_agg(
       quote_ident(attname) || case when atttypid in ('json'::regtype, 'jsonb'::regtype) then '::text' else '' end,
       ', ' order by attnum) as expression
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return `row(${rows[0]?.expression ?? ''})`;
}

function sumsOf(table: string, row: string): string {
  return `(select person, count(*) as rows, sum(hash_record_extended(${row}, 0)) as hashes from ${table}
    group by person)`;
}
