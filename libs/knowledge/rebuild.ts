import type { ClientBase, Pool, PoolClient } from 'pg';
import { FEED_START, type FeedPlace } from '#libs/event-store';
import { allHistories, knownAfter, loadHistories } from '#libs/person-history';
import { changeOf, type KnowledgeProjection } from './projection.ts';
import { writeChanges } from './write.ts';

export interface RebuildReport {
  readonly projection: string;
  readonly persons: number;
  readonly rows: number;
  /** Rows only the live table had, and rows only the rebuilt one has: both 0 unless rules or code changed. */
  readonly onlyLive: number;
  readonly onlyRebuilt: number;
}

/**
 * Builds the table anew beside the live one, compares, and switches in one transaction. Readers go on meanwhile; the
 * load commits page by page, so no long transaction holds the feed's horizon back.
 */
export async function rebuild(
  pool: Pool,
  projection: KnowledgeProjection,
  progress: (persons: number) => void = () => undefined,
): Promise<RebuildReport> {
  const beside: KnowledgeProjection = { ...projection, table: `${projection.table}_rebuild` };
  await pool.query(`drop table if exists ${beside.table}`);
  await pool.query(`create table ${beside.table} (like ${projection.table} including all)`);
  const place = await startingPlace(pool, projection.name);
  let persons = 0;
  for await (const histories of allHistories(pool, place)) {
    const client = await pool.connect();
    try {
      await writeChanges(client, beside, histories.map((history) => changeOf(projection, history, 1)));
    } finally {
      client.release();
    }
    persons += histories.length;
    progress(persons);
  }
  return switchOver(pool, projection, beside, place, persons);
}

/** Where the reader stands: the rebuilt table holds what it has applied, neither more nor less. */
async function startingPlace(pool: Pool, reader: string): Promise<FeedPlace> {
  const { rows } = await pool.query<FeedPlace>('select xid::text as xid, position from feed.checkpoints where reader = $1', [reader]);
  return rows[0] ?? FEED_START;
}

async function switchOver(
  pool: Pool,
  live: KnowledgeProjection,
  beside: KnowledgeProjection,
  place: FeedPlace,
  persons: number,
): Promise<RebuildReport> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await catchUp(client, beside, place);
    const report = { projection: live.name, persons, ...(await compare(client, live.table, beside.table)) };
    await client.query(`drop table ${live.table}`);
    await client.query(`alter table ${beside.table} rename to ${live.table.split('.')[1] ?? live.table}`);
    await client.query('commit');
    return report;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Holds the reader still and computes anew everybody it has read of since the rebuild began. */
async function catchUp(client: PoolClient, beside: KnowledgeProjection, since: FeedPlace): Promise<void> {
  const { rows } = await client.query<FeedPlace>(
    'select xid::text as xid, position from feed.checkpoints where reader = $1 for update',
    [beside.name],
  );
  const until = rows[0] ?? since;
  const { rows: touched } = await client.query<{ stream: string; last: number }>(
    `select stream, max(version) as last from log.events
     where (xid, position) > ($1::xid8, $2::bigint) and (xid, position) <= ($3::xid8, $4::bigint) group by stream`,
    [since.xid, since.position, until.xid, until.position],
  );
  const lastVersion = new Map(touched.map((row) => [row.stream, row.last]));
  await client.query(`delete from ${beside.table} where person = any($1::uuid[])`, [[...lastVersion.keys()]]);
  const histories = await loadHistories(client, [...lastVersion.keys()]);
  const changes = histories.map((history) =>
    changeOf(beside, knownAfter(history, lastVersion.get(history.person) ?? 0), 1),
  );
  await writeChanges(client, beside, changes);
}

async function compare(client: ClientBase, live: string, rebuilt: string): Promise<Pick<RebuildReport, 'rows' | 'onlyLive' | 'onlyRebuilt'>> {
  const count = async (sql: string): Promise<number> => {
    const { rows } = await client.query<{ count: number }>(`select count(*) as count from (${sql}) counted`);
    return rows[0]?.count ?? 0;
  };
  return {
    rows: await count(`select 1 from ${rebuilt}`),
    onlyLive: await count(`select l::text from ${live} l except all select r::text from ${rebuilt} r`),
    onlyRebuilt: await count(`select r::text from ${rebuilt} r except all select l::text from ${live} l`),
  };
}
