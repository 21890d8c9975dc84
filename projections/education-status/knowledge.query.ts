import type { ClientBase, Pool } from 'pg';
import type { Instant } from '#events/stored';

/** What a question is asked with: a log position, a moment, or nothing for now. */
export type KnownAt = { readonly position: number } | { readonly time: Instant } | undefined;

/** A state of knowledge, settled: rows known at `position` answer. */
export interface Knowledge {
  readonly position: number;
  readonly time: Instant;
}

/** A state of knowledge asked for, as the columns of a statement: at most one of them. */
export function asColumns(known: KnownAt): { readonly position: number | null; readonly time: Instant | null } {
  return { position: known && 'position' in known ? known.position : null, time: known && 'time' in known ? known.time : null };
}

/**
 * SQL of `position` and `reached` (when that was) of a state of knowledge, settled for one person; the arguments are SQL. A
 * moment means the last position recorded by then; now means what the reader has applied. A position the log has not
 * reached would be answered otherwise later: what is known now is the most there is.
 */
export function settledAt(person: string, position: string, time: string): string {
  return `select settled.position, case when ${position} is not null then
      (select e.recorded_at from log.events e where e.position <= settled.position order by e.position desc limit 1) end as reached
    from (select coalesce(case when ${time} is null
      then (select least(${position}, applied) from feed.checkpoints where reader = 'education-status')
      else (select max(e.position) from log.events e where e.stream = ${person} and e.recorded_at <= ${time}) end, 0) as position) settled`;
}

export interface Settled {
  readonly position: number;
  /** When the log had come that far; null for a moment and for now. */
  readonly reached: Instant | null;
}

/** A moment is answered as it was asked; now is now. */
export function toKnowledge(settled: Settled, known: KnownAt, now: Instant): Knowledge {
  return { position: settled.position, time: known && 'time' in known ? known.time : (settled.reached ?? now) };
}

/** Settles a state of knowledge for one person, or with `person` null for everybody. */
export async function settleKnowledge(
  client: Pool | ClientBase,
  person: string | null,
  known: KnownAt,
  now: Instant,
): Promise<Knowledge> {
  const { position, time } = asColumns(known);
  if (person === null && time !== null) {
    const { rows } = await client.query<{ position: number }>(
      'select position from log.events where recorded_at <= $1 order by recorded_at desc, position desc limit 1', [time]);
    return { position: rows[0]?.position ?? 0, time };
  }
  const { rows } = await client.query<Settled>({
    name: 'settle-knowledge',
    text: settledAt('$1::uuid', '$2::bigint', '$3::timestamptz'),
    values: [person, position, time],
  });
  return toKnowledge(rows[0] ?? { position: 0, reached: null }, known, now);
}
