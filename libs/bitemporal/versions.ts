import type { ClientBase, Pool } from 'pg';

/** The fields of a projection that its version concerns. */
export interface VersionedTable {
  readonly name: string;
  readonly table: string;
  /** The rule version by which its rows are computed; versions are not kept if it is undefined. */
  readonly version?: string;
}

/** A projection whose rows were computed by another rule version than the program's. */
export interface Outdated<Projection extends VersionedTable> {
  readonly projection: Projection;
  /** Null: rows from before versions were recorded. */
  readonly was: string | null;
}

/**
 * Finds the projections whose rows were computed by another rule version than the program's. Marks an empty table with
 * the program's version, from `since` on.
 */
export async function findOutdated<Projection extends VersionedTable>(
  pool: Pool,
  projections: readonly Projection[],
  since: Date,
): Promise<Outdated<Projection>[]> {
  const { rows } = await pool.query<{ projection: string; version: string }>(
    'select projection, version from knowledge.versions',
  );
  const versions = new Map(rows.map(({ projection, version }) => [projection, version]));
  const outdated: Outdated<Projection>[] = [];
  for (const projection of projections) {
    const was = versions.get(projection.name) ?? null;
    if (projection.version === undefined || was === projection.version) continue;
    if (await isEmpty(pool, projection.table)) await keepVersion(pool, projection, since);
    else outdated.push({ projection, was });
  }
  return outdated;
}

/** SQL of the rule version of the first of these projections, by name. */
export const firstRuleVersion = (projections: string): string =>
  `(select version from knowledge.versions where projection = any(${projections}) order by projection limit 1)`;

/** Records the version of the rows, in the transaction that stores them. */
export async function keepVersion(
  client: Pool | ClientBase,
  { name, version }: VersionedTable,
  since: Date,
): Promise<void> {
  if (version === undefined) return;
  await client.query(
    `insert into knowledge.versions (projection, version, since) values ($1, $2, $3)
     on conflict (projection) do update set version = excluded.version, since = excluded.since`,
    [name, version, since],
  );
}

/** Whether rows of this version may be written next to the existing ones; true also while no version is recorded. */
export async function isCurrent(client: ClientBase, { name, version }: VersionedTable): Promise<boolean> {
  if (version === undefined) return true;
  const { rows } = await client.query<{ version: string }>({
    name: 'rule-version',
    text: 'select version from knowledge.versions where projection = $1',
    values: [name],
  });
  return rows[0] === undefined || rows[0].version === version;
}

async function isEmpty(pool: Pool, table: string): Promise<boolean> {
  const { rows } = await pool.query<{ empty: boolean }>(`select not exists (select 1 from ${table}) as empty`);
  return rows[0]?.empty ?? true;
}
