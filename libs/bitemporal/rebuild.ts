import type { Pool, PoolClient } from 'pg';
import type { PersonHistory } from '#events/person-event';
import { inTransaction } from '#libs/database';
import { type FeedPlace, PostgresEventStore } from '#libs/event-store';
import { findPassedSince, holdLane, holdReader, isPoison, readCheckpoint, settleParked } from '#libs/subscriptions';
import { allHistories, knownAfter, loadHistories } from '#libs/persons';
import { addIndexes, createShadow, dropShadow, dropRetired, keepVacuumOut, switchTables } from './shadow-table.ts';
import { compareTables, type TableDifference } from './compare-tables.ts';
import { foldWhole, writeEach } from './fold-whole.ts';
import type { KnowledgeProjection } from './projection.ts';
import type { Change } from './knowledge.ts';
import { type RebuildOptions, Stopped } from './stopped.ts';
import { keepVersion } from './versions.ts';
import { writeChanges } from './write.ts';

export interface RebuildReport extends TableDifference {
  readonly projection: string;
  readonly persons: number;
  /** The number of parked streams of this projection afterwards; 0 without the option to park. */
  readonly parked: number;
  /** The causes of differences in the answers known now, if requested: most first. */
  readonly causes: readonly Cause[];
}

/** The number of answers that differ for one cause, and of their persons. */
export interface Cause {
  readonly cause: string;
  readonly answers: number;
  readonly persons: number;
}

/**
 * Builds the table anew next to the live one, compares both, and switches in one transaction. Readers continue in the
 * meantime; the load commits page by page, so no long transaction holds the feed's horizon back. Parked streams that
 * can now be folded are released.
 * @throws RebuildRefused naming the person who cannot be folded, unless the option to park is set; the live table then
 *   stays as it was
 */
export async function rebuild(
  pool: Pool,
  projection: KnowledgeProjection,
  progress: (persons: number) => void = () => undefined,
  options: RebuildOptions = {},
): Promise<RebuildReport> {
  const shadow: KnowledgeProjection = { ...projection, table: `${projection.table}_rebuild` };
  const stopped = new Stopped(projection.name, options);
  try {
    await createShadow(pool, projection.table, shadow.table);
    // First finds the place of another cluster again: compared as it is, it could be anywhere in the log
    // (docs/adr/0002).
    const place =
      options.upTo ?? (await readCheckpoint(pool, projection.name, await new PostgresEventStore(pool).epoch()));
    const persons = await load(pool, shadow, place, { stopped, progress });
    await addIndexes(pool, projection.table, shadow.table);
    const report = await switchOver(pool, projection, shadow, { place, persons, stopped, options });
    if (options.dryRun === true) await dropShadow(pool, shadow.table);
    // A table that cannot be dropped now is dropped by the next rebuild; this rebuild is complete.
    await dropRetired(pool, projection.table).catch(() => undefined);
    return report;
  } catch (error) {
    await dropShadow(pool, shadow.table).catch(() => undefined);
    throw error;
  }
}

async function load(
  pool: Pool,
  shadow: KnowledgeProjection,
  place: FeedPlace,
  { stopped, progress }: { readonly stopped: Stopped; readonly progress: (persons: number) => void },
): Promise<number> {
  let persons = 0;
  // Writes one page while the next is folded and the one after it read.
  let underway: Promise<void> = Promise.resolve();
  try {
    for await (const histories of allHistories(pool, place)) {
      const changes = foldWhole(shadow, histories, stopped.at);
      await underway;
      persons += histories.length;
      progress(persons);
      underway = writePage(pool, shadow, { histories, changes, stopped });
      // The promise is awaited before the next page; until then a failure must not count as an unhandled rejection.
      underway.catch(() => undefined);
    }
  } finally {
    await underway;
  }
  return persons;
}

interface Page {
  readonly histories: readonly PersonHistory[];
  readonly changes: readonly Change[];
  readonly stopped: Stopped;
}

/**
 * The table is not read yet, and the switch waits for the disk: the rows that a crash loses are rebuilt with the rest.
 */
function writePage(pool: Pool, shadow: KnowledgeProjection, page: Page): Promise<void> {
  return inTransaction(
    pool,
    (client) => writeOrSplit(client, shadow, page),
    'begin; set local synchronous_commit = off',
  );
}

/** Writes the page at once, or person by person if a row of it is refused. */
async function writeOrSplit(
  client: PoolClient,
  shadow: KnowledgeProjection,
  { histories, changes, stopped }: Page,
): Promise<void> {
  await client.query('savepoint whole');
  try {
    await writeChanges(client, shadow, changes);
  } catch (error) {
    if (!isPoison(error)) throw error;
    await client.query('rollback to savepoint whole');
    await writeEach(client, shadow, histories, stopped.at);
  }
}

interface Loaded {
  readonly place: FeedPlace;
  readonly persons: number;
  readonly stopped: Stopped;
  readonly options: RebuildOptions;
}

function switchOver(
  pool: Pool,
  live: KnowledgeProjection,
  shadow: KnowledgeProjection,
  { place, persons, stopped, options }: Loaded,
): Promise<RebuildReport> {
  return inTransaction(pool, async (client) => {
    // A person that is being caught up writes to the live table.
    await holdLane(client, live.name);
    await options.beforeSwitch?.(client);
    await keepVacuumOut(client, live.table, shadow.table);
    await catchUp(client, shadow, place, stopped);
    const difference = await compareTables(client, live.table, shadow.table);
    const causes = options.byCause === true ? await countCauses(client, live, shadow) : [];
    const report = { projection: live.name, persons, parked: stopped.parked.length, ...difference, causes };
    if (options.dryRun === true) return report;
    await switchTables(client, live.table, shadow.table);
    await keepVersion(client, live, options.since ?? new Date());
    await settleParked(client, live.name, stopped.parked);
    return report;
  });
}

const MOST_CAUSES = 50;

async function countCauses(
  client: PoolClient,
  { differences, table }: KnowledgeProjection,
  shadow: KnowledgeProjection,
): Promise<Cause[]> {
  if (!differences) return [];
  await client.query(`analyze ${shadow.table}`);
  const { rows } = await client.query<Cause>(
    `${differences(table, shadow.table)} order by answers desc, cause limit ${MOST_CAUSES}`,
  );
  return rows;
}

/** Holds the reader and recomputes all persons of whom it has read events since the rebuild began. */
async function catchUp(
  client: PoolClient,
  shadow: KnowledgeProjection,
  since: FeedPlace,
  stopped: Stopped,
): Promise<void> {
  await holdReader(client, shadow.name);
  const lastVersion = await findPassedSince(client, shadow.name, since);
  const persons = [...lastVersion.keys()];
  await client.query(`delete from ${shadow.table} where person = any($1::uuid[])`, [persons]);
  stopped.forget(persons);
  const histories = (await loadHistories(client, persons)).map((history) =>
    knownAfter(history, lastVersion.get(history.person) ?? 0),
  );
  await writeOrSplit(client, shadow, { histories, changes: foldWhole(shadow, histories, stopped.at), stopped });
}
