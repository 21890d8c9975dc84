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
 * transaction id, has the saved position found again in the new order (docs/adr/0015).
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

export interface CheckpointMove {
  readonly from: FeedPlace;
  readonly next: Checkpoint;
  readonly at: Date;
  /** Whether to note when the place was passed. */
  readonly noted?: boolean | undefined;
}

/**
 * Moves the checkpoint of this transaction from `from` to `next` and, if so wanted, notes when: false when another worker holds it or
 * moved it meanwhile, so two workers never apply one page twice. The row stays locked until the page's rows are in. A
 * place passed again after a restore keeps the time it was passed first.
 */
export async function moveCheckpoint(client: ClientBase, reader: string, move: CheckpointMove): Promise<boolean> {
  const { from, next, at, noted = false } = move;
  const { rowCount } = await client.query({
    name: 'move-checkpoint',
    text: `with moved as (update feed.checkpoints set xid = $4::xid8, position = $5, applied = greatest(applied, $6), updated_at = $7
        where reader = (select reader from feed.checkpoints where reader = $1 and xid = $2::xid8 and position = $3
          and partitions is null for update skip locked)
        returning reader),
       noted as (insert into feed.progress (reader, xid, position, at) select reader, $4::xid8, $5, $7 from moved where $8
         on conflict (reader, xid, position) do nothing)
     select from moved`,
    values: [reader, from.xid, from.position, next.xid, next.position, next.applied, at, noted],
  });
  return rowCount === 1;
}
