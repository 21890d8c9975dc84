/** A table of the backup. Names and expressions are constants of the code, never input. */
export interface BackupTable {
  readonly table: string;
  /** What is written in place of a column, where its own value means nothing in another cluster. */
  readonly instead?: Readonly<Record<string, string>>;
  /** What follows the table in the query. */
  readonly tail?: string;
}

/**
 * The transaction id of every restored event: the first an ordinary transaction can have, so that all restored events
 * come before whatever the new cluster writes, and among themselves in the order of their positions.
 */
export const RESTORED_XID = '3';

/**
 * Where a reader stands in the order of positions: before the first event it has not applied. Where transactions crossed
 * it has applied some that follow; those it is given twice. The index in commit order is read, not the whole log.
 */
export const SAFE_POSITION = `coalesce(
  (select min(position) - 1 from (select position from log.events
     where (log.events.xid, log.events.position) > (checkpoints.xid, checkpoints.position) offset 0) waiting),
  (select max(position) from log.events), 0)`;

const XID = { xid: `'${RESTORED_XID}'::xid8` };

/**
 * What cannot be made again: the facts, and how far everybody had come with them. Projections are left out, they are
 * rebuilt, and so is the master key, which must never lie beside what it opens. In an order that foreign keys bear.
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

/** Not in a backup though not rebuilt: the program and the master key put them there before the restore. */
export const GIVEN_TABLES: readonly string[] = [
  'public.migration',
  'public.migration_file',
  'person_keys.master_key_check',
];

/**
 * How a reader was spread over partitions, what was sent to Kafka, by which rules answers were worked out: settled anew by a
 * rebuild, or from the reader's place when the service starts.
 */
export const REMADE_TABLES: readonly string[] = [
  'feed.partitions',
  'feed.relays',
  'education_status.remembered_cohorts',
  'follow_up.rules',
  'knowledge.versions',
];

/** The last event of every stream: what later shows that events were removed from a stream's end. */
export const HEADS_QUERY = `select stream, version, encode(chain, 'hex') from log.events e
  where not exists (select from log.events n where n.stream = e.stream and n.version = e.version + 1)`;
export const HEADS_COLUMNS: readonly string[] = ['stream', 'version', 'chain'];
