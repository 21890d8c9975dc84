import type { ClientBase, Pool } from 'pg';
import type { FeedPlace } from '#libs/event-store';

export interface Checkpoint extends FeedPlace {
  /** The highest position applied so far. */
  readonly applied: number;
}

/** Where the reader stands; its row is made at the start of the log on first sight. */
export async function readCheckpoint(pool: Pool, reader: string, epoch: string): Promise<Checkpoint> {
  const { rows } = await pool.query<Checkpoint & { epoch: string }>(
    'select xid::text as xid, position, applied, epoch from feed.checkpoints where reader = $1',
    [reader],
  );
  const row = rows[0];
  if (row?.epoch === epoch) return { xid: row.xid, position: row.position, applied: row.applied };
  if (row) return rebaseCheckpoint(pool, reader, epoch, row);
  await pool.query(
    `insert into feed.checkpoints (reader, epoch, xid, position, applied, updated_at)
     values ($1, $2, '0', 0, 0, now()) on conflict (reader) do nothing`,
    [reader, epoch],
  );
  return readCheckpoint(pool, reader, epoch);
}

/**
 * A log that brought its transaction ids along keeps the saved place. One that was loaded anew, every event with a new
 * transaction id, has the saved position found again in the new order (H1d).
 */
async function rebaseCheckpoint(pool: Pool, reader: string, epoch: string, saved: Checkpoint): Promise<Checkpoint> {
  await pool.query(
    `with kept as (select xid, position from log.events where xid = $4::xid8 and position = $5),
       latest as (select xid, position from log.events where position <= $3 order by xid desc, position desc limit 1),
       place as (select * from kept union all select * from latest where not exists (select from kept))
     update feed.checkpoints c set epoch = $2, xid = coalesce(p.xid, '0'), position = coalesce(p.position, 0)
     from (select 1) one left join place p on true
     where c.reader = $1 and c.epoch <> $2`,
    [reader, epoch, saved.applied, saved.xid, saved.position],
  );
  return readCheckpoint(pool, reader, epoch);
}

/**
 * Takes the reader's row for this transaction and compares: false when another worker holds it or moved it meanwhile,
 * so two workers never apply one page twice.
 */
export async function holdCheckpoint(client: ClientBase, reader: string, expected: FeedPlace): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from feed.checkpoints where reader = $1 and xid = $2::xid8 and position = $3 for update skip locked`,
    [reader, expected.xid, expected.position],
  );
  return rowCount === 1;
}

/** Moves the checkpoint and notes when; in the same transaction as the reader's rows. */
export async function moveCheckpoint(client: ClientBase, reader: string, next: Checkpoint, at: Date): Promise<void> {
  await client.query(
    `with moved as (update feed.checkpoints set xid = $2::xid8, position = $3, applied = greatest(applied, $4), updated_at = $5
        where reader = $1)
     insert into feed.progress (reader, xid, position, at) values ($1, $2::xid8, $3, $5)`,
    [reader, next.xid, next.position, next.applied, at],
  );
}
