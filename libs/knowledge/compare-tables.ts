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
  await client.query(`create temp table differing on commit drop as
    select person from ${sumsOf(live)} l full join ${sumsOf(rebuilt)} r using (person)
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

function sumsOf(table: string): string {
  return `(select person, count(*) as rows, sum(hashtextextended(t::text, 0)::numeric) as hashes from ${table} t group by person)`;
}
