import type { ClientBase } from 'pg';
import { type FeedPlace, RESTORED_XID, safePosition } from '#libs/event-store';
import { SAFE_POSITION } from './reader-backup.ts';

/** Removes the checkpoints of readers with their parked streams: they start at the beginning of the log. */
export async function forgetReaders(client: ClientBase, readers: readonly string[]): Promise<void> {
  await client.query('delete from feed.checkpoints where reader = any($1)', [readers]);
  await client.query('delete from feed.parked where reader = any($1)', [readers]);
}

/** Records that the checkpoints of all readers belong to this cluster. */
export async function moveReadersTo(client: ClientBase, epoch: string): Promise<void> {
  await client.query('update feed.checkpoints set epoch = $1', [epoch]);
}

/** Removes what refers to Kafka: the partitions of spread readers, and the clusters to which relays have published. */
export async function forgetKafka(client: ClientBase): Promise<void> {
  await client.query('delete from feed.partitions; delete from feed.relays');
}

/** Finds the readers' places by position. Call it before the transaction ids of the events are replaced. */
export async function placeByPosition(client: ClientBase, epoch: string): Promise<void> {
  await client.query(
    `with stands as (select reader, ${SAFE_POSITION} as position from feed.checkpoints)
     update feed.checkpoints c set epoch = $1, xid = '${RESTORED_XID}', position = s.position, applied = s.position,
       partitions = null
     from stands s where s.reader = c.reader`,
    [epoch],
  );
}

/** Keeps the times at which readers passed a position under the restored transaction id: receipts show them. */
export async function keepProgress(client: ClientBase): Promise<void> {
  await client.query(`
    create temporary table kept_progress on commit drop as
      select reader, position, min(at) as at from feed.progress group by reader, position;
    truncate feed.progress;
    insert into feed.progress (reader, xid, position, at)
      select reader, '${RESTORED_XID}', position, at from kept_progress`);
}

/** Moves a reader to a place up to which all events are applied. */
export async function moveReader(
  client: ClientBase,
  reader: string,
  { place, epoch, at }: { readonly place: FeedPlace; readonly epoch: string; readonly at: Date },
): Promise<void> {
  await client.query(
    `insert into feed.checkpoints (reader, epoch, xid, position, applied, updated_at)
     select $1, $2, $3::xid8, $4, ${safePosition({ xid: '$3::xid8', position: '$4' })}, $5
     on conflict (reader) do update set epoch = excluded.epoch, xid = excluded.xid, position = excluded.position,
       applied = excluded.applied, updated_at = excluded.updated_at`,
    [reader, epoch, place.xid, place.position, at],
  );
  await client.query(
    'insert into feed.progress (reader, xid, position, at) values ($1, $2::xid8, $3, $4) on conflict do nothing',
    [reader, place.xid, place.position, at],
  );
}
