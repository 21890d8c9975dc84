import type { ClientBase, Pool, PoolClient } from 'pg';
import { type ChainedEvent, insertChained } from '../append.ts';
import { IdentityConflict, VersionConflict } from '../store.ts';
import { inTransaction } from '#libs/database';

/** The copy lacks earlier events of these streams: read the streams themselves first. */
export class CopyGap extends Error {
  constructor(readonly streams: readonly string[]) {
    super('the copy lacks earlier events of a stream');
  }
}

/** The copy and KurrentDB hold different events at the same place: one of the two was changed. */
export class CopyDiffers extends Error {
  constructor() {
    super('the copy of the log differs from KurrentDB');
  }
}

/** Positions in the copy by event id. */
export type Positions = ReadonlyMap<string, number>;

/** The only other writers of the copy are the copier and other processes; each of them finishes. */
const TRIES = 8;
const DEADLOCK = '40P01';

/**
 * Copies events of KurrentDB, in one transaction with the writes of `inSameTransaction`. Events already in the copy
 * stay as they are.
 * @throws CopyGap | CopyDiffers | IdentityConflict
 */
export async function copyEvents(
  pool: Pool,
  events: readonly ChainedEvent[],
  inSameTransaction: (client: PoolClient) => Promise<void> = async () => undefined,
): Promise<Positions> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await inTransaction(pool, async (client) => {
        const positions = await copyInto(client, events);
        await inSameTransaction(client);
        return positions;
      });
    } catch (error) {
      const raced =
        error instanceof VersionConflict ||
        error instanceof IdentityConflict ||
        (error as { code?: string }).code === DEADLOCK;
      if (!raced || tried >= TRIES) throw error;
    }
  }
}

/**
 * Reads before it writes: the next event of a stream then gets a later transaction id than the one before it, so that
 * reads by (xid, position) return a stream in version order.
 */
async function copyInto(client: ClientBase, events: readonly ChainedEvent[]): Promise<Positions> {
  if (events.length === 0) return new Map();
  const heads = await copiedHeads(
    client,
    events.map(({ event }) => event.stream),
  );
  const missing = events.filter(({ event }) => event.version > (heads.get(event.stream) ?? 0));
  refuseGaps(missing, heads);
  const positions = await positionsOf(
    client,
    events.filter((one) => !missing.includes(one)),
  );
  const inserted = missing.length === 0 ? [] : await insertChained(client, missing);
  missing.forEach(({ event }, index) => positions.set(event.eventId, inserted[index] ?? 0));
  await client.query('delete from log.identities where event_id = any($1::uuid[])', [
    events.map(({ event }) => event.eventId),
  ]);
  return positions;
}

function refuseGaps(missing: readonly ChainedEvent[], heads: ReadonlyMap<string, number>): void {
  const reached = new Map(heads);
  const gaps = new Set<string>();
  for (const { event } of missing) {
    if (event.version !== (reached.get(event.stream) ?? 0) + 1) gaps.add(event.stream);
    reached.set(event.stream, event.version);
  }
  if (gaps.size > 0) throw new CopyGap([...gaps]);
}

/** The last copied version of each stream; streams that the copy does not hold are left out. */
export async function copiedHeads(client: Pool | ClientBase, streams: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ stream: string; version: number }>({
    name: 'copied-heads',
    text: `select s.stream, e.version from (select distinct unnest($1::uuid[]) as stream) s
      cross join lateral (select version from log.events e where e.stream = s.stream order by version desc limit 1) e`,
    values: [streams],
  });
  return new Map(rows.map(({ stream, version }) => [stream, version]));
}

async function positionsOf(client: ClientBase, present: readonly ChainedEvent[]): Promise<Map<string, number>> {
  if (present.length === 0) return new Map();
  const { rows } = await client.query<{ event_id: string; position: number }>(
    `select e.event_id, e.position from unnest($1::uuid[], $2::int[], $3::bytea[]) g (stream, version, chain)
     join log.events e on e.stream = g.stream and e.version = g.version and e.chain = g.chain`,
    [
      present.map(({ event }) => event.stream),
      present.map(({ event }) => event.version),
      present.map(({ chain }) => chain),
    ],
  );
  if (rows.length < present.length) throw new CopyDiffers();
  return new Map(rows.map((row) => [row.event_id, row.position]));
}

/** The events that are in the copy exactly as given. */
export async function findCopied(pool: Pool, events: readonly ChainedEvent[]): Promise<ChainedEvent[]> {
  const { rows } = await pool.query<{ chain: Buffer }>(
    'select chain from log.events where event_id = any($1::uuid[])',
    [events.map(({ event }) => event.eventId)],
  );
  const held = new Set(rows.map(({ chain }) => chain.toString('hex')));
  return events.filter(({ chain }) => held.has(chain.toString('hex')));
}
