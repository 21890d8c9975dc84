import type { ClientBase, Pool } from 'pg';
import type { Instant } from '#events/model/stored';
import { nameTime, type NamedTime } from '#libs/event-store';

/** What a question is asked with: a log position, a moment, or nothing for now. */
export type KnownAt = { readonly position: number } | { readonly time: Instant } | undefined;

/** A state of knowledge as an answer names it. Both say the same for everybody: never how far one person's events reach. */
export interface Knowledge {
  /** The last position applied for everybody by then. */
  readonly position: number;
  /** The moment, or when the position was recorded; missing before the first event. */
  readonly time?: Instant;
}

/** How far the readers are for everybody, as a group of questions is answered. */
export interface Ground {
  /** The last position applied. */
  readonly applied: number;
  /** Everything recorded by this moment is applied, and nothing will be recorded at or before it any more. */
  readonly settledAt: Instant;
  /** Whether that is the moment of asking: nothing is waiting or on its way. */
  readonly whole: boolean;
  /** Which rules the answers were worked out by; null: rows from before versions were kept. */
  readonly ruleVersion: string | null;
}

/**
 * How far these readers are. The moment of asking was named (libs/event-store) before the snapshot this reads in, so what
 * this does not see is storing or is recorded later.
 */
export async function readGround(
  client: Pool | ClientBase,
  readers: readonly string[],
  { named, storing }: NamedTime,
): Promise<Ground> {
  const { rows } = await client.query<{ applied: number; waiting: number | null; ruleVersion: string | null }>({
    name: 'read-ground',
    text: `select min(applied) as applied, min(ceil(extract(epoch from next.recorded_at) * 1000))::bigint as waiting,
        (select version from knowledge.versions where projection = any($1) order by projection limit 1) as "ruleVersion"
      from (select coalesce(c.xid, '0') as xid, coalesce(c.position, 0) as position, coalesce(c.applied, 0) as applied
        from unnest($1::text[]) r (reader) left join feed.checkpoints c using (reader)) reader
      left join lateral (select e.recorded_at from log.events e
        where (e.xid, e.position) > (reader.xid, reader.position) order by e.xid, e.position limit 1) next on true`,
    values: [readers],
  });
  const { applied, waiting, ruleVersion } = rows[0] ?? { applied: 0, waiting: null, ruleVersion: null };
  const settled = Math.min(named, ...[storing, waiting].filter((at) => at !== null).map((at) => at - 1));
  return { applied, settledAt: new Date(settled).toISOString(), whole: settled === named, ruleVersion };
}

/** The same for a question that takes a snapshot of its own for each statement. */
export async function readGroundNow(pool: Pool, readers: readonly string[], now: Date): Promise<Ground> {
  return readGround(pool, readers, await nameTime(pool, now));
}

/** A state of knowledge asked for, as the columns of a statement: one of them. */
export function asColumns(
  known: KnownAt,
  { applied, settledAt, whole }: Ground,
): { readonly position: number | null; readonly time: Instant | null } {
  if (known && 'position' in known) return { position: Math.min(known.position, applied), time: null };
  const time = known && known.time < settledAt ? known.time : settledAt;
  return whole && time === settledAt ? { position: applied, time: null } : { position: null, time };
}

/**
 * SQL of a state of knowledge for one person; the arguments are SQL, of position and time one is null. `own` is the position
 * whose rows answer, `position` and `reached` (when that was recorded) are what everybody is given: a moment means what was
 * recorded by then, so for one person it may lie at an earlier event than for everybody.
 */
export function settledAt(person: string, position: string, time: string): string {
  return `select coalesce(${position}, (select max(e.position) from log.events e where e.stream = ${person} and e.recorded_at <= ${time}), 0) as own,
    coalesce(${position}, (select e.position from log.events e where e.recorded_at <= ${time} order by e.recorded_at desc, e.position desc limit 1), 0) as position,
    case when ${position} is not null then
      (select e.recorded_at from log.events e where e.position <= ${position} order by e.position desc limit 1) end as reached`;
}

export interface Settled {
  readonly own: number;
  readonly position: number;
  readonly reached: Instant | null;
}

/** What an answer rests on, and whether the same question has this answer for ever. */
export interface SettledKnowledge {
  /** The position whose rows answer. */
  readonly own: number;
  readonly named: Knowledge;
  /** False: answered as of an earlier time than asked. */
  readonly final: boolean;
}

export function toKnowledge({ own, position, reached }: Settled, known: KnownAt, ground: Ground): SettledKnowledge {
  if (known && 'position' in known) {
    return {
      own,
      named: { position, ...(reached === null ? {} : { time: reached }) },
      final: known.position <= ground.applied,
    };
  }
  const passed = known !== undefined && known.time < ground.settledAt;
  const final = known === undefined ? ground.whole : known.time <= ground.settledAt;
  return { own, named: { position, time: passed ? known.time : ground.settledAt }, final };
}

/** Settles a state of knowledge for one person, or with `person` null for everybody. */
export async function settleKnowledge(
  client: Pool | ClientBase,
  person: string | null,
  known: KnownAt,
  ground: Ground,
): Promise<SettledKnowledge> {
  const { position, time } = asColumns(known, ground);
  const { rows } = await client.query<Settled>({
    name: 'settle-knowledge',
    text: settledAt('$1::uuid', '$2::bigint', '$3::timestamptz'),
    values: [person, position, time],
  });
  const settled = rows[0] ?? { own: 0, position: 0, reached: null };
  return toKnowledge(person === null ? { ...settled, own: settled.position } : settled, known, ground);
}
