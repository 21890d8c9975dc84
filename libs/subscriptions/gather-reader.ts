import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database';
import { entriesBetween, type FeedEntry, type FeedPlace } from '#libs/event-store';
import { applyOrPark } from './apply-or-park.ts';
import { holdReader } from './hold-reader.ts';
import type { Reader } from './reader.ts';

interface PartitionRow extends FeedPlace {
  readonly partition: number;
  readonly applied: number;
  readonly partitions: number;
}

const PAGE = 500;

/**
 * Returns a spread reader to one follower: applies from the log, without Kafka, the events that some partitions lack. A
 * reader that is not spread stays as it is.
 * @returns whether it was spread
 */
export function gatherReader(pool: Pool, reader: Reader, at: Date): Promise<boolean> {
  return inTransaction(pool, (client) => gather(client, reader, at), { onFailure: 'end-session' });
}

async function gather(client: PoolClient, reader: Reader, at: Date): Promise<boolean> {
  await holdReader(client, reader.name);
  const { rows } = await client.query<PartitionRow>(
    `select partition, p.xid::text as xid, p.position, p.applied, partitions
     from feed.partitions p join feed.checkpoints using (reader)
     where reader = $1 order by p.xid, p.position`,
    [reader.name],
  );
  const foremost = rows.at(-1);
  if (!foremost) return false;
  for (const row of rows) await catchUp(client, reader, { row, until: foremost, at });
  await client.query(
    `update feed.checkpoints set xid = $2::xid8, position = $3, applied = greatest(applied, $4), updated_at = $5,
     partitions = null
     where reader = $1`,
    [reader.name, foremost.xid, foremost.position, foremost.applied, at],
  );
  await client.query('delete from feed.partitions where reader = $1', [reader.name]);
  return true;
}

async function catchUp(
  client: PoolClient,
  reader: Reader,
  { row, until, at }: { row: PartitionRow; until: FeedPlace; at: Date },
): Promise<void> {
  const { rows: events } = await client.query<FeedEntry>(
    entriesBetween(
      { xid: '$1::xid8', position: '$2::bigint' },
      { xid: '$3::xid8', position: '$4::bigint' },
      'feed.partition_of(e.stream, $5) = $6',
    ),
    [row.xid, row.position, until.xid, until.position, row.partitions, row.partition],
  );
  for (let start = 0; start < events.length; start += PAGE)
    await applyOrPark(client, reader, events.slice(start, start + PAGE), { at });
}
