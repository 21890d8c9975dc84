import type { ClientBase, Pool } from 'pg';
import type { Instant } from '#events/model/stored';
import { firstRuleVersion } from '#libs/bitemporal';
import {
  nameTime,
  type NamedTime,
  nextRecorded,
  positionAt,
  positionInStreamAt,
  recordedUpTo,
} from '#libs/event-store';
import { checkpointsOf } from '#libs/subscriptions';

/** The state of knowledge in a question: a log position, a moment, or undefined for now. */
export type KnownAt = { readonly position: number } | { readonly time: Instant } | undefined;

/**
 * The state of knowledge that an answer names. It is the same for all persons: it never reveals how far one person's
 * events reach.
 */
export interface Knowledge {
  /** The last position applied for all persons by then. */
  readonly position: number;
  /** The moment, or the time at which the position was recorded; missing before the first event. */
  readonly time?: Instant;
}

/** The progress of the readers for all persons at the time of a group of questions. */
export interface Ground {
  /** The last position applied. */
  readonly applied: number;
  /** All events recorded up to this moment are applied, and no further event will be recorded at or before it. */
  readonly settledAt: Instant;
  /** True if that is the moment of the question: no event is waiting or being stored. */
  readonly whole: boolean;
  /** The version of the rules that computed the answers; null for rows from before versions were stored. */
  readonly ruleVersion: string | null;
}

/**
 * The progress of these readers. The time of the question was fixed (libs/event-store) before the snapshot that this
 * reads in, so an event that the snapshot does not contain is being stored or is recorded later.
 */
export async function readGround(
  client: Pool | ClientBase,
  readers: readonly string[],
  { named, storing }: NamedTime,
): Promise<Ground> {
  const { rows } = await client.query<{ applied: number; waiting: number | null; ruleVersion: string | null }>({
    name: 'read-ground',
    text: `select min(applied) as applied, min(ceil(extract(epoch from next.recorded_at) * 1000))::bigint as waiting,
        ${firstRuleVersion('$1')} as "ruleVersion"
      from (select coalesce(c.xid, '0') as xid, coalesce(c.position, 0) as position, coalesce(c.applied, 0) as applied
        from ${checkpointsOf('unnest($1::text[])')}) reader
      left join lateral ${nextRecorded({ xid: 'reader.xid', position: 'reader.position' })} next on true`,
    values: [readers],
  });
  const { applied, waiting, ruleVersion } = rows[0] ?? { applied: 0, waiting: null, ruleVersion: null };
  const settled = Math.min(named, ...[storing, waiting].filter((at) => at !== null).map((at) => at - 1));
  return { applied, settledAt: new Date(settled).toISOString(), whole: settled === named, ruleVersion };
}

/** The progress of the readers for a question that takes a snapshot of its own for each statement. */
export async function readGroundNow(pool: Pool, readers: readonly string[], now: Date): Promise<Ground> {
  return readGround(pool, readers, await nameTime(pool, now));
}

/** The requested state of knowledge as two statement parameters, one of which is null. */
export function asColumns(
  known: KnownAt,
  { applied, settledAt, whole }: Ground,
): { readonly position: number | null; readonly time: Instant | null } {
  if (known && 'position' in known) return { position: Math.min(known.position, applied), time: null };
  const time = known && known.time < settledAt ? known.time : settledAt;
  return whole && time === settledAt ? { position: applied, time: null } : { position: null, time };
}

/**
 * SQL of a state of knowledge for one person. The arguments are SQL; either position or time is null. `own` is the
 * position whose rows answer. `position` and `reached` (the time it was recorded) are the same for all persons: a
 * moment means everything recorded by then, so one person's last event may lie at an earlier position.
 */
export function settledAt(person: string, position: string, time: string): string {
  return `select coalesce(${position}, ${positionInStreamAt(person, time)}, 0) as own,
    coalesce(${position}, ${positionAt(time)}, 0) as position,
    case when ${position} is not null then ${recordedUpTo(position)} end as reached`;
}

export interface Settled {
  readonly own: number;
  readonly position: number;
  readonly reached: Instant | null;
}

/** The basis of an answer, and whether the same question always has this answer. */
export interface SettledKnowledge {
  /** The position whose rows answer. */
  readonly own: number;
  readonly named: Knowledge;
  /** False if the answer is as of an earlier time than requested. */
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

/** Settles a state of knowledge for one person, or for all persons if `person` is null. */
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
