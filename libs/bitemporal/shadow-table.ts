import type { ClientBase, Pool } from 'pg';

/** The name of the table that was live until the switch. */
const retired = (live: string): string => `${live}_retired`;

/** Creates an empty table like the live one, still without its indexes: rows are then loaded several times as fast. */
export async function createShadow(pool: Pool, live: string, shadow: string): Promise<void> {
  // Also drops the tables left by a rebuild that was killed midway.
  await pool.query(`drop table if exists ${shadow}, ${retired(live)}`);
  await pool.query(`create table ${shadow} (like ${live} including all excluding indexes)`);
}

interface IndexRow {
  definition: string;
  constraint: string | null;
}

const INDEX_MEMORY = '256MB';

/** Creates the live table's keys and indexes on the loaded table. */
export async function addIndexes(pool: Pool, live: string, shadow: string): Promise<void> {
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
          ? definition.replace(/INDEX .+? ON [^ ]+ /, `INDEX ON ${shadow} `)
          : `alter table ${shadow} add ${constraint}`,
      );
    }
    await client.query(`analyze ${shadow}`);
  } finally {
    await client.query('reset maintenance_work_mem').catch(() => undefined);
    client.release();
  }
}

/** Drops the table that a failed rebuild leaves. */
export async function dropShadow(pool: Pool, shadow: string): Promise<void> {
  await pool.query(`drop table if exists ${shadow}`);
}

/**
 * Call before the switch, while queries still run: running vacuums of both tables end, and none begins. Otherwise the
 * switch would wait a second for one (`deadlock_timeout`), and all queries in the meantime would wait behind it.
 */
export async function keepVacuumOut(client: ClientBase, live: string, shadow: string): Promise<void> {
  await client.query(`lock table ${live}, ${shadow} in share update exclusive mode`);
}

/** Switches inside the caller's transaction: every query sees either the old table or the new one. */
export async function switchTables(client: ClientBase, live: string, shadow: string): Promise<void> {
  await client.query(`alter table ${live} rename to ${nameOf(retired(live))}`);
  await client.query(`alter table ${shadow} rename to ${nameOf(live)}`);
}

/**
 * Drops the table that was replaced. Not in the switch's transaction: its files would be deleted before the locks are
 * released, and queries would wait for that (half a second with 2 million rows).
 */
export async function dropRetired(pool: Pool, live: string): Promise<void> {
  await pool.query(`drop table if exists ${retired(live)}`);
}

function nameOf(table: string): string {
  return table.split('.')[1] ?? table;
}
