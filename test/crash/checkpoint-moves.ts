import type { Pool } from 'pg';

/** A change of a reader's place in the log, as the database saw it. */
export interface Move {
  readonly reader: string;
  readonly what: 'INSERT' | 'UPDATE' | 'DELETE';
  /** The session of the database that made it; a process that was started again has others. */
  readonly session: number;
  readonly from: number;
  readonly to: number;
  readonly isBack: boolean;
}

/** Keeps every move of a reader's checkpoint, and of its partitions, from now on. */
export async function keepMoves(pool: Pool): Promise<void> {
  await pool.query(`
    create table kept_moves (at bigint generated always as identity, reader text, what text, session int,
      from_xid xid8, from_position bigint, to_xid xid8, to_position bigint);
    create function keep_move() returns trigger language plpgsql as $$
    declare
      one jsonb := to_jsonb(coalesce(new, old));
    begin
      if tg_op <> 'UPDATE' or (old.xid, old.position) is distinct from (new.xid, new.position) then
        insert into kept_moves (reader, what, session, from_xid, from_position, to_xid, to_position)
        values (concat_ws('/', one->>'reader', one->>'partition'), tg_op, pg_backend_pid(),
          case when tg_op <> 'INSERT' then old.xid end, case when tg_op <> 'INSERT' then old.position end,
          case when tg_op <> 'DELETE' then new.xid end, case when tg_op <> 'DELETE' then new.position end);
      end if;
      return null;
    end $$;
    create trigger keep_move after insert or update or delete on feed.checkpoints
    for each row execute function keep_move();
    create trigger keep_move after insert or update or delete on feed.partitions
    for each row execute function keep_move();`);
}

export async function keptMoves(pool: Pool): Promise<Move[]> {
  const { rows } = await pool.query<Move>(
    `select reader, what, session, coalesce(from_position, 0) as from, coalesce(to_position, 0) as to,
       coalesce((to_xid, to_position) < (from_xid, from_position), false) as "isBack" from kept_moves order by at`,
  );
  return rows;
}

/** The places at which another session took over a reader: the places where it went on after a restart. */
export function resumedAt(moves: readonly Move[]): { readonly reader: string; readonly at: number }[] {
  const last = new Map<string, number>();
  return moves.flatMap(({ reader, what, session, from }) => {
    const before = last.get(reader);
    last.set(reader, session);
    return what === 'UPDATE' && before !== undefined && before !== session ? [{ reader, at: from }] : [];
  });
}

/** One sentence per reader that did not go on at its checkpoint: begun anew, set back, or gone on elsewhere. */
export function resumeFaults(moves: readonly Move[]): string[] {
  const stands = new Map<string, number>();
  return moves.flatMap(({ reader, what, from, to, isBack }) => {
    const place = stands.get(reader);
    stands.set(reader, to);
    if (what === 'DELETE') return [`${reader} lost its place ${from}`];
    if (what === 'INSERT') return place === undefined ? [] : [`${reader} began anew at ${to}, not at ${place}`];
    if (isBack) return [`${reader} was set back from ${from} to ${to}`];
    return place === undefined || place === from ? [] : [`${reader} went on at ${from}, not at ${place}`];
  });
}
