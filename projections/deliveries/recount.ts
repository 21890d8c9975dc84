import type { Pool, PoolClient } from 'pg';
import {
  addIndexes,
  createShadow,
  dropRetired,
  dropShadow,
  keepVacuumOut,
  keepVersion,
  switchTables,
} from '#libs/bitemporal';
import { inTransaction } from '#libs/database';
import { type EventStore, FEED_START, type FeedEntry, type FeedPlace } from '#libs/event-store';
import {
  applyEach,
  checkpointsOf,
  holdReader,
  moveReader,
  type Parked,
  readCheckpoint,
  type Reader,
  settleParked,
} from '#libs/subscriptions';
import { DELIVERIES, versionedDeliveries } from './reader.ts';
import { LIVE_TABLES, RECOUNT_TABLES } from './tables.ts';

export interface RecountReport {
  readonly events: number;
  /** Sums of weeks. */
  readonly rows: number;
  /** Sums that the live table alone has, and that the new one alone has; undefined if its reader was not as far. */
  readonly difference: { readonly onlyLive: number; readonly onlyRebuilt: number } | undefined;
  /** Streams with an event that cannot be counted. */
  readonly parked: number;
}

export interface RecountOptions {
  readonly store: EventStore<PoolClient>;
  /** Counts into RECOUNT_TABLES. */
  readonly reader: Reader;
  /** The rule version by which it counts. */
  readonly version: string;
  readonly at: Date;
  /** Called after each page; if it throws, the recount ends and the live tables stay. */
  readonly progress?: (events: number) => void;
  /** Compares and leaves the live tables as they are. */
  readonly dryRun?: boolean | undefined;
}

const PAGE_SIZE = 500;
/** Nothing reads the new tables yet, and the switch waits for the disk. */
const BEGIN_PAGE = 'begin; set local synchronous_commit to off';
const SHADOWS = [
  { live: LIVE_TABLES.firstReports, shadow: RECOUNT_TABLES.firstReports },
  { live: LIVE_TABLES.weeks, shadow: RECOUNT_TABLES.weeks },
  { live: LIVE_TABLES.late, shadow: RECOUNT_TABLES.late },
];

/**
 * Counts all deliveries anew beside the live tables and switches in one transaction, with the reader's checkpoint. The
 * live figures are shown and kept up until then. A stream with an event that cannot be counted is parked.
 */
export async function recountDeliveries(pool: Pool, options: RecountOptions): Promise<RecountReport> {
  const epoch = await options.store.epoch();
  await readCheckpoint(pool, DELIVERIES, epoch);
  const count = new Count(options);
  try {
    for (const { live, shadow } of SHADOWS) {
      await createShadow(pool, live, shadow);
      // Before the rows: each page adds to those of the pages before.
      await addIndexes(pool, live, shadow);
    }
    while (await count.page((work) => inTransaction(pool, work, BEGIN_PAGE)));
    const report = await inTransaction(pool, (client) => switchOver(client, count, epoch, options));
    if (options.dryRun === true) await dropShadows(pool);
    for (const { live } of SHADOWS) await dropRetired(pool, live).catch(() => undefined);
    return report;
  } catch (error) {
    await dropShadows(pool).catch(() => undefined);
    throw error;
  }
}

async function dropShadows(pool: Pool): Promise<void> {
  for (const { shadow } of SHADOWS) await dropShadow(pool, shadow);
}

/** Holds the reader, counts what it has passed meanwhile, and puts the new tables in the place of the live ones. */
async function switchOver(
  client: PoolClient,
  count: Count,
  epoch: string,
  { at, version, dryRun }: RecountOptions,
): Promise<RecountReport> {
  for (const { live, shadow } of SHADOWS) await keepVacuumOut(client, live, shadow);
  await holdReader(client, DELIVERIES);
  const reached = await findPlace(client);
  while (isBefore(count.place, reached) && (await count.page((work) => work(client))));
  const isAsFar = !isBefore(reached, count.place) && !isBefore(count.place, reached);
  const { rows, ...difference } = await compareWeeks(client);
  const { events, parked } = count;
  const report = { events, rows, difference: isAsFar ? difference : undefined, parked: parked.size };
  if (dryRun === true) return report;
  for (const { live, shadow } of SHADOWS) await switchTables(client, live, shadow);
  await moveReader(client, DELIVERIES, { place: count.place, epoch, at });
  await keepVersion(client, versionedDeliveries({ version }), at);
  await settleParked(client, DELIVERIES, [...count.parked.values()]);
  return report;
}

/** The recount so far. */
class Count {
  place: FeedPlace = FEED_START;
  events = 0;
  readonly parked = new Map<string, Parked>();

  constructor(private readonly options: RecountOptions) {}

  /** Counts the next page. @returns false if no event can be read */
  async page(
    within: (work: (client: PoolClient) => Promise<readonly Parked[]>) => Promise<readonly Parked[]>,
  ): Promise<boolean> {
    const { store, reader, at, progress } = this.options;
    const { events, next } = await store.readFeed(this.place, PAGE_SIZE);
    if (events.length === 0) return false;
    const due: FeedEntry[] = events.filter(({ stream }) => !this.parked.has(stream));
    for (const one of await within((client) => applyEach(client, reader, due, { at })))
      this.parked.set(one.person, one);
    this.place = next;
    this.events += events.length;
    progress?.(this.events);
    return true;
  }
}

interface Compared {
  readonly rows: number;
  readonly onlyLive: number;
  readonly onlyRebuilt: number;
}

async function compareWeeks(client: PoolClient): Promise<Compared> {
  const { rows } = await client.query<Compared>(
    `select (select count(*) from ${RECOUNT_TABLES.weeks})::int as rows,
       count(l.reporter)::int as "onlyLive", count(r.reporter)::int as "onlyRebuilt"
     from ${LIVE_TABLES.weeks} l full join ${RECOUNT_TABLES.weeks} r using (reporter, week, type, system)
     where row(l.*) is distinct from row(r.*)`,
  );
  return rows[0] ?? { rows: 0, onlyLive: 0, onlyRebuilt: 0 };
}

async function findPlace(client: PoolClient): Promise<FeedPlace> {
  const { rows } = await client.query<FeedPlace>(
    `select xid::text as xid, position from ${checkpointsOf(`unnest(array['${DELIVERIES}'])`)}`,
  );
  return rows[0] ?? FEED_START;
}

function isBefore(one: FeedPlace, other: FeedPlace): boolean {
  const [xid, otherXid] = [BigInt(one.xid), BigInt(other.xid)];
  return xid < otherXid || (xid === otherXid && one.position < other.position);
}
