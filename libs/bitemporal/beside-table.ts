import type { ClientBase, Pool } from 'pg';

/** Where the table lies that was the live one until the switch. */
const retired = (live: string): string => `${live}_retired`;

/** An empty table like the live one, still without its indexes: rows come in several times as fast. */
export async function createBeside(pool: Pool, live: string, beside: string): Promise<void> {
  // Also what a rebuild left that was killed on the way.
  await pool.query(`drop table if exists ${beside}, ${retired(live)}`);
  await pool.query(`create table ${beside} (like ${live} including all excluding indexes)`);
}

interface IndexRow {
  definition: string;
  constraint: string | null;
}

const INDEX_MEMORY = '256MB';

/** The live table's keys and indexes, made for the loaded one. */
export async function addIndexes(pool: Pool, live: string, beside: string): Promise<void> {
  const { rows } = await pool.query<IndexRow>(
    `select pg_get_indexdef(i.indexrelid) as definition, pg_get_constraintdef(c.oid) as constraint
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')
     where i.indrelid = $1::regclass order by i.indisprimary desc, i.indexrelid`,
    [live],
  );
  const client = await pool.connect();
  try {
    await client.query(`set maintenance_work_mem = '${INDEX_MEMORY}'`);
    for (const { definition, constraint } of rows) {
      await client.query(
        constraint === null
          ? definition.replace(/INDEX .+? ON [^ ]+ /, `INDEX ON ${beside} `)
          : `alter table ${beside} add ${constraint}`,
      );
    }
    await client.query(`analyze ${beside}`);
  } finally {
    await client.query('reset maintenance_work_mem').catch(() => undefined);
    client.release();
  }
}

/** What a rebuild that failed leaves. */
export async function dropBeside(pool: Pool, beside: string): Promise<void> {
  await pool.query(`drop table if exists ${beside}`);
}

/**
 * Before the switch, with everybody still asking: vacuums of both tables end and none begins. The switch itself would wait a
 * second for one (`deadlock_timeout`), and whoever asks meanwhile stands behind it.
 */
export async function keepVacuumOut(client: ClientBase, live: string, beside: string): Promise<void> {
  await client.query(`lock table ${live}, ${beside} in share update exclusive mode`);
}

/** In the transaction at hand: whoever asks sees the old table or the new one. */
export async function switchTables(client: ClientBase, live: string, beside: string): Promise<void> {
  await client.query(`alter table ${live} rename to ${nameOf(retired(live))}`);
  await client.query(`alter table ${beside} rename to ${nameOf(live)}`);
}

/**
 * The table that was switched away. Not in the switch's transaction: its files are deleted before the locks go, and whoever
 * asked meanwhile waited for that (half a second with 2 million rows).
 */
export async function dropRetired(pool: Pool, live: string): Promise<void> {
  await pool.query(`drop table if exists ${retired(live)}`);
}

function nameOf(table: string): string {
  return table.split('.')[1] ?? table;
}
