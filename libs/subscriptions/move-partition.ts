import type { ClientBase } from 'pg';
import type { PartitionPlace } from './partition-place.ts';
import type { Reader } from './reader.ts';

export interface PartitionMove {
  readonly partition: number;
  readonly from: PartitionPlace;
  readonly next: PartitionPlace;
  readonly at: Date;
}

/**
 * Moves a partition in the transaction that writes its rows. Returns false if the partition is no longer at the place
 * the worker read, so that a worker that has lost the partition without noticing has no effect. The row stays locked
 * until the transaction ends.
 */
export async function movePartition(
  client: ClientBase,
  reader: string,
  { partition, from, next, at }: PartitionMove,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'move-partition',
    text: `update feed.partitions set cluster = $6, next_offset = $7, sequence = $8, xid = $9::xid8, position = $10,
        applied = greatest(applied, $11), updated_at = $12
      where reader = $1 and partition = $2 and cluster = $3 and next_offset = $4 and sequence = $5`,
    values: [
      reader,
      partition,
      from.cluster,
      from.nextOffset,
      from.sequence,
      next.cluster,
      next.nextOffset,
      next.sequence,
      next.xid,
      next.position,
      next.applied,
      at,
    ],
  });
  return rowCount === 1;
}

/**
 * Moves the reader's checkpoint up to the lowest of its partitions; the last statement before the commit. The lock
 * comes first, in a statement of its own: two partitions that move at once would each miss the other's move and leave
 * the checkpoint behind.
 */
export async function settleCheckpoint(
  client: ClientBase,
  { name: reader, notesPassing = false }: Pick<Reader, 'name' | 'notesPassing'>,
  at: Date,
): Promise<void> {
  await client.query({
    name: 'hold-checkpoint',
    text: 'select from feed.checkpoints where reader = $1 for update',
    values: [reader],
  });
  await client.query({
    name: 'settle-checkpoint',
    text: `with lowest as (select xid, position, applied from feed.partitions where reader = $1 
        order by xid, position limit 1),
       moved as (update feed.checkpoints c
          set xid = l.xid, position = l.position, applied = greatest(c.applied, l.applied), updated_at = $2
          from lowest l where c.reader = $1 and (c.xid, c.position) < (l.xid, l.position) returning c.xid, c.position)
      insert into feed.progress (reader, xid, position, at) select $1, xid, position, $2 from moved where $3
      on conflict do nothing`,
    values: [reader, at, notesPassing],
  });
}
