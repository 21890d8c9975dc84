import type { Pool } from 'pg';
import { inTransaction } from '#libs/database';
import { type FeedPlace, sequenceAt } from '#libs/event-store';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';

/** The place of one partition of a spread reader. */
export interface PartitionPlace extends Checkpoint {
  /** The Kafka cluster to which `nextOffset` belongs. */
  readonly cluster: string;
  /** The offset at which reading continues, as decimal text. */
  readonly nextOffset: string;
  /** Number of events in the log up to this place, in feed order. */
  readonly sequence: number;
}

/** The partition of a person; `feed.partition_of` computes the same in SQL. */
export function partitionOf(person: string, partitions: number): number {
  return Number.parseInt(person.slice(0, 8), 16) % partitions;
}

export async function findPartition(
  pool: Pool,
  reader: string,
  partition: number,
): Promise<PartitionPlace | undefined> {
  const { rows } = await pool.query<PartitionPlace>({
    name: 'find-partition',
    text: `select cluster, next_offset::text as "nextOffset", sequence, xid::text as xid, position, applied
      from feed.partitions where reader = $1 and partition = $2`,
    values: [reader, partition],
  });
  return rows[0];
}

/**
 * The topic's number of partitions differs from the one over which the reader was spread: persons would change
 * partition midway.
 */
export class PartitionsChanged extends Error {
  constructor(reader: string, was: number, is: number) {
    super(
      `${reader} is spread over ${was} partitions and the topic now has ${is}. ` +
        'Run the workers with WORKERS=log until nobody is behind, the relay too; then with WORKERS=kafka again.',
    );
  }
}

/**
 * Spreads a reader from its one follower over partitions, each beginning at the follower's place. A reader that is
 * already spread stays as it is. Afterwards no follower moves it.
 * @throws PartitionsChanged
 */
export async function spreadReader(
  pool: Pool,
  reader: string,
  into: { epoch: string; partitions: number; cluster: string; at: Date },
): Promise<void> {
  await readCheckpoint(pool, reader, into.epoch);
  await inTransaction(
    pool,
    async (client) => {
      const { rows } = await client.query<FeedPlace>(
        `update feed.checkpoints set partitions = $2 where reader = $1 and partitions is null
         returning xid::text as xid, position`,
        [reader, into.partitions],
      );
      if (rows[0] === undefined) return;
      await client.query(
        `insert into feed.partitions (reader, partition, cluster, next_offset, sequence, xid, position, applied,
         updated_at)
         select reader, number, $2, 0, $3, xid, position, applied, $4
         from feed.checkpoints, generate_series(0, partitions - 1) number
         where reader = $1`,
        [reader, into.cluster, await sequenceAt(client, rows[0]), into.at],
      );
    },
    { onFailure: 'end-session' },
  );
  await refuseAnotherNumber(pool, reader, into.partitions);
}

async function refuseAnotherNumber(pool: Pool, reader: string, partitions: number): Promise<void> {
  const { rows } = await pool.query<{ partitions: number }>(
    'select partitions from feed.checkpoints where reader = $1',
    [reader],
  );
  const was = rows[0]?.partitions ?? partitions;
  if (was !== partitions) throw new PartitionsChanged(reader, was, partitions);
}
