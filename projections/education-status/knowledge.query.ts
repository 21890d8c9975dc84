import type { ClientBase, Pool } from 'pg';
import type { Instant } from '#events/stored';

/** What a question is asked with: a log position, a moment, or nothing for now. */
export type KnownAt = { readonly position: number } | { readonly time: Instant } | undefined;

/** A state of knowledge, settled: rows known at `position` answer. */
export interface Knowledge {
  readonly position: number;
  readonly time: Instant;
}

/**
 * Settles a state of knowledge for one person, or with `person` null for everybody. A moment means the last position
 * recorded by then; now means what the reader has applied.
 */
export async function settleKnowledge(
  client: Pool | ClientBase,
  person: string | null,
  known: KnownAt,
  now: Instant,
): Promise<Knowledge> {
  if (known === undefined) {
    const { rows } = await client.query<{ applied: number }>(`select applied from feed.checkpoints where reader = 'education-status'`);
    return { position: rows[0]?.applied ?? 0, time: now };
  }
  if ('time' in known) {
    const { rows } = await client.query<{ position: number | null }>(
      person === null
        ? `select position from log.events where recorded_at <= $1 order by recorded_at desc, position desc limit 1`
        : `select max(position) as position from log.events where stream = $2 and recorded_at <= $1`,
      person === null ? [known.time] : [known.time, person],
    );
    return { position: rows[0]?.position ?? 0, time: known.time };
  }
  // A position the log has not reached would be answered otherwise later: what is known now is the most there is.
  const { rows } = await client.query<{ position: number; recorded_at: Instant | null }>(
    `select least($1, applied) as position,
       (select recorded_at from log.events where position <= least($1, applied) order by position desc limit 1) as recorded_at
     from feed.checkpoints where reader = 'education-status'`,
    [known.position],
  );
  return { position: rows[0]?.position ?? 0, time: rows[0]?.recorded_at ?? now };
}

