import type { ClientBase, Pool } from 'pg';
import type { BackupTable } from '#libs/database';
import type { StreamHead } from './event.ts';

/**
 * The transaction id of every restored event: the first that an ordinary transaction can have, so that all restored
 * events come before those that the new cluster writes, and among themselves in the order of their positions.
 */
export const RESTORED_XID = '3';

/** The events in the order of their positions. */
export const EVENTS_BACKUP: BackupTable = {
  table: 'log.events',
  instead: { xid: `'${RESTORED_XID}'::xid8` },
  tail: 'order by position',
};

/** What the log knows of its copy in KurrentDB. */
export const KURRENT_BACKUP: readonly BackupTable[] = [
  { table: 'log.kurrent' },
  { table: 'log.identities' },
  { table: 'log.uncopied' },
];

/** The last event of every stream, to detect later that events were removed from the end of a stream. */
export const HEADS_BACKUP = {
  query: `select stream, version, encode(chain, 'hex') from log.events e
    where not exists (select from log.events n where n.stream = e.stream and n.version = e.version + 1)`,
  columns: ['stream', 'version', 'chain'],
} as const;

/** The number of events, and the highest position. */
export interface LogSize {
  readonly position: number;
  readonly events: number;
}

export async function getLogSize(client: Pool | ClientBase): Promise<LogSize> {
  const { rows } = await client.query<LogSize>(
    'select coalesce(max(position), 0) as position, count(*) as events from log.events',
  );
  return rows[0] ?? { position: 0, events: 0 };
}

/**
 * @param heads of each stream: its key, the version of its last event, and its chain value as hexadecimal text
 * @returns those that the log lacks or has with another past
 */
export async function findMissingHeads(
  pool: Pool,
  heads: { readonly streams: unknown[]; readonly versions: unknown[]; readonly chains: unknown[] },
): Promise<readonly (Pick<StreamHead, 'version'> & { readonly stream: string })[]> {
  const { rows } = await pool.query<{ stream: string; version: number }>(
    `select stream, version from unnest($1::uuid[], $2::int[], $3::text[]) as h (stream, version, chain)
     where not exists (select from log.events e where e.stream = h.stream and e.version = h.version
       and e.chain = decode(h.chain, 'hex'))`,
    [heads.streams, heads.versions, heads.chains],
  );
  return rows;
}
