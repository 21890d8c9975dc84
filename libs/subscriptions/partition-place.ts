import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#libs/database';
import type { FeedPlace } from '#libs/event-store';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';

/** Where one partition of a spread reader stands. */
export interface PartitionPlace extends Checkpoint {
  /** The Kafka cluster `nextOffset` belongs to. */
  readonly cluster: string;
  /** The offset to read on from, as decimal text. */
  readonly nextOffset: string;
  /** Events of the log up to this place: their number in feed order. */
  readonly sequence: number;
}

/** The partition of a person; `feed.partition_of` says the same in SQL. */
export function partitionOf(person: string, partitions: number): number {
  return Number.parseInt(person.slice(0, 8), 16) % partitions;
}

/** How many events the log holds up to a place: the place's number in feed order. */
export async function sequenceAt(client: Pool | ClientBase, { xid, position }: FeedPlace): Promise<number> {
  const { rows } = await client.query<{ sequence: number }>(
    'select count(*) as sequence from log.events where (xid, position) <= ($1::xid8, $2::bigint)',
    [xid, position],
  );
  return rows[0]?.sequence ?? 0;
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

/** The topic has another number of partitions than the reader was spread over: persons would change place midway. */
export class PartitionsChanged extends Error {
  constructor(reader: string, was: number, is: number) {
    super(
      `${reader} is spread over ${was} partitions and the topic now has ${is}. Run the workers with WORKERS=log until nobody ` +
        'is behind, the relay too; then with WORKERS=kafka again.',
    );
  }
}

/**
 * Hands a reader over from its one follower to partitions, each beginning where the follower stood; spread already, it
 * stays as it is. From then on no follower moves it.
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
        'update feed.checkpoints set partitions = $2 where reader = $1 and partitions is null returning xid::text as xid, position',
        [reader, into.partitions],
      );
      if (rows[0] === undefined) return;
      await client.query(
        `insert into feed.partitions (reader, partition, cluster, next_offset, sequence, xid, position, applied, updated_at)
         select reader, number, $2, 0, $3, xid, position, applied, $4 from feed.checkpoints, generate_series(0, partitions - 1) number
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
