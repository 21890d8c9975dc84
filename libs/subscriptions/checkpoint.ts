import type { ClientBase, Pool } from 'pg';
import { type FeedPlace, lastPlaceUpTo, placeIfHeld } from '#libs/event-store';

export interface Checkpoint extends FeedPlace {
  /** The highest position applied so far. */
  readonly applied: number;
}

/** The reader's place in the log. A new reader gets a row at the start of the log. */
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
 * Finds the reader's place in another cluster. If the log kept its transaction ids, the place is kept. If the log was
 * loaded anew and every event has a new transaction id, the saved position is found in the new order (docs/adr/0015).
 */
async function rebaseCheckpoint(pool: Pool, reader: string, epoch: string, saved: Checkpoint): Promise<Checkpoint> {
  await pool.query(
    `with kept as ${placeIfHeld({ xid: '$4::xid8', position: '$5' })},
       latest as ${lastPlaceUpTo('$3')},
       place as (select * from kept union all select * from latest where not exists (select from kept))
     update feed.checkpoints c set epoch = $2, xid = coalesce(p.xid, '0'), position = coalesce(p.position, 0)
     from (select 1) one left join place p on true
     where c.reader = $1 and c.epoch <> $2`,
    [reader, epoch, saved.applied, saved.xid, saved.position],
  );
  return readCheckpoint(pool, reader, epoch);
}

export interface CheckpointMove {
  readonly from: FeedPlace;
  readonly next: Checkpoint;
  readonly at: Date;
  /** Whether to record when the place was passed. */
  readonly noted?: boolean | undefined;
}

/**
 * Moves the checkpoint in this transaction from `from` to `next`, and records the time if requested. Returns false if
 * another worker holds it or has moved it in the meantime, so two workers never apply one page twice. The row stays
 * locked until the page's rows are stored. A place that is passed again after a restore keeps the time of the first
 * passing.
 */
export async function moveCheckpoint(client: ClientBase, reader: string, move: CheckpointMove): Promise<boolean> {
  const { from, next, at, noted = false } = move;
  const { rowCount } = await client.query({
    name: 'move-checkpoint',
    text: `with moved as (update feed.checkpoints set xid = $4::xid8, position = $5, applied = greatest(applied, $6),
        updated_at = $7
        where reader = (select reader from feed.checkpoints where reader = $1 and xid = $2::xid8 and position = $3
          and partitions is null for update skip locked)
        returning reader),
       noted as (insert into feed.progress (reader, xid, position, at) select reader, $4::xid8, $5, $7 from moved
       where $8
         on conflict (reader, xid, position) do nothing)
     select from moved`,
    values: [reader, from.xid, from.position, next.xid, next.position, next.applied, at, noted],
  });
  return rowCount === 1;
}
