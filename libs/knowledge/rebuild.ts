import type { Pool, PoolClient } from 'pg';
import { FEED_START, type FeedPlace } from '#libs/event-store';
import { allHistories, knownAfter, loadHistories } from '#libs/person-history';
import { addIndexes, createBeside, switchTables } from './beside-table.ts';
import { compareTables, type Difference } from './compare-tables.ts';
import { changeOf, type KnowledgeProjection } from './projection.ts';
import type { Change } from './knowledge.ts';
import { writeChanges } from './write.ts';

export interface RebuildReport extends Difference {
  readonly projection: string;
  readonly persons: number;
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
  await createBeside(pool, projection.table, beside.table);
  const place = await startingPlace(pool, projection.name);
  let persons = 0;
  // A page is on its way into the table while the next is folded and the one after it read.
  let underway: Promise<void> = Promise.resolve();
  for await (const histories of allHistories(pool, place)) {
    const changes = histories.map((history) => changeOf(projection, history, 1));
    await underway;
    persons += histories.length;
    progress(persons);
    underway = writePage(pool, beside, changes);
    // It is awaited before the next page; until then a failure must not count as unheard.
    underway.catch(() => undefined);
  }
  await underway;
  await addIndexes(pool, projection.table, beside.table);
  return switchOver(pool, projection, beside, place, persons);
}

async function writePage(pool: Pool, beside: KnowledgeProjection, changes: readonly Change[]): Promise<void> {
  const client = await pool.connect();
  try {
    await writeChanges(client, beside, changes);
  } finally {
    client.release();
  }
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
    const report = { projection: live.name, persons, ...(await compareTables(client, live.table, beside.table)) };
    await switchTables(client, live.table, beside.table);
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
