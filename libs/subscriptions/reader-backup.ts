import type { BackupTable } from '#libs/database';
import { RESTORED_XID, safePosition } from '#libs/event-store';

/**
 * The checkpoint of a reader as a position: before the first event that it has not applied. If transactions crossed, it
 * has applied some later events, and receives those twice.
 */
export const SAFE_POSITION = safePosition({ xid: 'checkpoints.xid', position: 'checkpoints.position' });

const XID = { xid: `'${RESTORED_XID}'::xid8` };

/** The checkpoints of all readers, the times at which they passed places, and the parked streams. */
export const READERS_BACKUP: readonly BackupTable[] = [
  {
    table: 'feed.checkpoints',
    instead: { ...XID, position: SAFE_POSITION, applied: SAFE_POSITION, partitions: 'null::integer' },
  },
  { table: 'feed.progress', instead: { ...XID, at: 'min(at)' }, tail: 'group by reader, position' },
  { table: 'feed.parked' },
  { table: 'feed.replayed' },
];
