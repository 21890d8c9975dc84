import type { ClientBase } from 'pg';
import { eventsAfter, type FeedPlace } from '#libs/event-store';

/** Keeps the reader at its place until the transaction ends. */
export async function holdReader(client: ClientBase, reader: string): Promise<void> {
  await client.query('select feed.hold($1)', [reader]);
}

/**
 * The streams with events that the reader has passed since a place, each with its last such version. For a reader
 * spread over partitions, a person's place is that of the person's partition.
 */
export async function findPassedSince(
  client: ClientBase,
  reader: string,
  since: FeedPlace,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ stream: string; last: number }>(
    `select stream, max(version) as last from ${eventsAfter({ xid: '$1::xid8', position: '$2::bigint' })} e
       join feed.checkpoints c on c.reader = $3
       left join feed.partitions p on p.reader = c.reader and p.partition = feed.partition_of(e.stream, c.partitions)
     where (e.xid, e.position) <= (coalesce(p.xid, c.xid), coalesce(p.position, c.position)) group by stream`,
    [since.xid, since.position, reader],
  );
  return new Map(rows.map((row) => [row.stream, row.last]));
}
