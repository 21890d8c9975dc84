import { safePosition } from '#libs/event-store';

/** A table of the backup. Names and expressions are constants of the code, never input. */
export interface BackupTable {
  readonly table: string;
  /** Expressions written in place of columns whose values mean nothing in another cluster. */
  readonly instead?: Readonly<Record<string, string>>;
  /** The rest of the query after the name of the table. */
  readonly tail?: string;
}

/**
 * The transaction id of every restored event: the first that an ordinary transaction can have, so that all restored
 * events come before those that the new cluster writes, and among themselves in the order of their positions.
 */
export const RESTORED_XID = '3';

/**
 * The checkpoint of a reader as a position: before the first event that it has not applied. If transactions crossed, it
 * has applied some later events, and receives those twice. Reads the index in commit order, not the whole log.
 */
export const SAFE_POSITION = safePosition({ xid: 'checkpoints.xid', position: 'checkpoints.position' });

const XID = { xid: `'${RESTORED_XID}'::xid8` };

/**
 * The data that cannot be regenerated: the facts, and the checkpoints of all readers. Projections are left out because
 * they are rebuilt, and the master key because it must never be stored with the data that it opens. In an order that
 * satisfies the foreign keys.
 */
export const BACKUP_TABLES: readonly BackupTable[] = [
  { table: 'log.events', instead: XID, tail: 'order by position' },
  { table: 'person_keys.persons' },
  { table: 'person_keys.numbers' },
  { table: 'person_keys.name_keys' },
  { table: 'receipts.batches' },
  { table: 'receipts.items' },
  { table: 'read_log.reads' },
  { table: 'read_log.looks' },
  { table: 'read_log.shown' },
  { table: 'reference.institutions' },
  { table: 'sandbox.clock' },
  {
    table: 'feed.checkpoints',
    instead: { ...XID, position: SAFE_POSITION, applied: SAFE_POSITION, partitions: 'null::integer' },
  },
  { table: 'feed.progress', instead: { ...XID, at: 'min(at)' }, tail: 'group by reader, position' },
  { table: 'feed.parked' },
  { table: 'feed.replayed' },
  { table: 'follow_up.watch' },
  { table: 'log.kurrent' },
  { table: 'log.identities' },
  { table: 'log.uncopied' },
];

/** The last event of every stream, to detect later that events were removed from the end of a stream. */
export const HEADS_QUERY = `select stream, version, encode(chain, 'hex') from log.events e
  where not exists (select from log.events n where n.stream = e.stream and n.version = e.version + 1)`;
export const HEADS_COLUMNS: readonly string[] = ['stream', 'version', 'chain'];
