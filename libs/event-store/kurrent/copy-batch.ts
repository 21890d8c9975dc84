import type { ClientBase, Pool, PoolClient } from 'pg';
import type { ChainedEvent } from '../append.ts';
import { IdentityConflict } from '../store.ts';
import type { KurrentPlace, KurrentRecorded } from './client.ts';
import { moveCopiedPlace } from './copied-place.ts';
import { CopyDiffers, CopyGap, copyEvents } from './copy.ts';
import { type Pulling, readStream } from './pull.ts';
import { fromKurrentRecord, Unreadable } from './record.ts';

export interface Copying extends Pulling {
  /** Finds those of the streams whose person is in this database. The events of other streams cannot be read here. */
  readonly knownStreams: (pool: Pool, streams: readonly string[]) => Promise<ReadonlySet<string>>;
}

export interface Batch {
  readonly records: readonly KurrentRecorded[];
  readonly from: KurrentPlace | undefined;
  readonly next: KurrentPlace;
}

interface Uncopied {
  readonly stream: string;
  readonly revision: bigint;
  readonly why: string;
}

/**
 * Copies a batch of `$all` and moves the place, in one transaction. An event that cannot be copied is noted and blocks
 * only its own stream.
 */
export async function copyBatch(copying: Copying, { records, from, next }: Batch): Promise<void> {
  const { events, uncopied } = await readable(copying, records);
  const finish =
    (found: readonly Uncopied[]) =>
    async (client: PoolClient): Promise<void> => {
      await noteUncopied(client, found);
      await moveCopiedPlace(client, from, next);
    };
  try {
    await copyEvents(copying.pool, events, finish(uncopied));
  } catch (error) {
    if (reasonOf(error) === undefined) throw error;
    const failed = await copyApart(copying, events);
    await copyEvents(copying.pool, [], finish([...uncopied, ...failed]));
  }
}

async function readable(
  copying: Copying,
  records: readonly KurrentRecorded[],
): Promise<{ events: ChainedEvent[]; uncopied: Uncopied[] }> {
  const events: ChainedEvent[] = [];
  const uncopied: Uncopied[] = [];
  for (const record of records) {
    try {
      events.push(fromKurrentRecord(copying.prefix, record));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      uncopied.push({ stream: record.streamId, revision: record.revision, why: 'unreadable' });
    }
  }
  const known = await copying.knownStreams(copying.pool, [...new Set(events.map(({ event }) => event.stream))]);
  const strange = events.filter(({ event }) => !known.has(event.stream));
  uncopied.push(...strange.map((one) => noteOf(copying, one, 'person-unknown')));
  return { events: events.filter(({ event }) => known.has(event.stream)), uncopied };
}

/**
 * Copies stream by stream, and from the stream itself if the copy lacks earlier events. A stream that cannot be copied
 * does not block the others.
 */
async function copyApart(copying: Copying, events: readonly ChainedEvent[]): Promise<Uncopied[]> {
  const failed: Uncopied[] = [];
  for (const stream of new Set(events.map(({ event }) => event.stream))) {
    const own = events.filter(({ event }) => event.stream === stream);
    try {
      await copyStream(copying, stream, own);
    } catch (error) {
      const why = reasonOf(error);
      if (why === undefined) throw error;
      failed.push(...own.map((one) => noteOf(copying, one, why)));
    }
  }
  return failed;
}

async function copyStream(copying: Copying, stream: string, events: readonly ChainedEvent[]): Promise<void> {
  try {
    await copyEvents(copying.pool, events);
  } catch (error) {
    if (!(error instanceof CopyGap)) throw error;
    await copyEvents(copying.pool, await readStream(copying, stream, 0), async (client) => {
      await client.query('delete from log.uncopied where stream = $1', [`${copying.prefix}${stream}`]);
    });
  }
}

function noteOf({ prefix }: Copying, { event }: ChainedEvent, why: string): Uncopied {
  return { stream: `${prefix}${event.stream}`, revision: BigInt(event.version - 1), why };
}

/**
 * The reason why an event can never be copied as it is.
 * @returns undefined for passing failures: PostgreSQL or KurrentDB is unavailable
 */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof Unreadable) return 'unreadable';
  if (error instanceof CopyGap) return 'after-one-not-copied';
  if (error instanceof CopyDiffers) return 'differs-from-copy';
  if (error instanceof IdentityConflict) return 'report-in-other-stream';
  const { code } = (error ?? {}) as { code?: unknown };
  // PostgreSQL 18, appendix A: 22 data exception, 23 integrity constraint violation.
  return typeof code === 'string' && /^2[23]...$/.test(code) ? `refused-by-database-${code}` : undefined;
}

async function noteUncopied(client: ClientBase, found: readonly Uncopied[]): Promise<void> {
  if (found.length === 0) return;
  await client.query(
    `insert into log.uncopied (stream, revision, why, noticed_at)
     select distinct on (stream) stream, revision, why, now()
     from unnest($1::text[], $2::numeric[], $3::text[]) g (stream, revision, why)
     order by stream, revision on conflict (stream) do nothing`,
    [found.map(({ stream }) => stream), found.map(({ revision }) => revision.toString()), found.map(({ why }) => why)],
  );
}
