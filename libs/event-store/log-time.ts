import type { ClientBase, Pool } from 'pg';

/** A moment that answers may name: only events that are already being stored can be recorded at or before it. */
export interface NamedTime {
  /** Milliseconds since 1970. */
  readonly named: number;
  /** Events now being stored may be recorded at this moment or later; null if none are. */
  readonly storing: number | null;
}

/**
 * Names a moment, so that no later append is recorded at or before it. Read the committed events after this call, in a
 * new snapshot: an event that is neither in it nor being stored is recorded later.
 */
export async function nameTime(client: Pool | ClientBase, moment: Date): Promise<NamedTime> {
  const { rows } = await client.query<NamedTime>({
    name: 'name-time',
    text: 'select named, storing from log.name_time($1)',
    values: [moment.getTime()],
  });
  if (!rows[0]) throw new Error('PostgreSQL gave no row where there is always one');
  return rows[0];
}

/** The earliest moment to which a clock may be set: no recorded event and no moment named by an answer is later. */
export async function earliestTime(pool: Pool): Promise<Date> {
  const { rows } = await pool.query<{ earliest: number }>('select log.earliest_time() as earliest');
  return new Date(rows[0]?.earliest ?? 0);
}

/** Call at the start of the program: events may have been added in another way than by an append. */
export async function wakeLogTime(pool: Pool): Promise<void> {
  await pool.query('select log.wake_time()');
}
