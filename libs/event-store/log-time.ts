import type { ClientBase, Pool } from 'pg';

/** A moment that answers may name: nothing that is not being stored already will be recorded at or before it. */
export interface NamedTime {
  /** Milliseconds since 1970. */
  readonly named: number;
  /** What is being stored may be recorded at this moment or later; null if nothing is. */
  readonly storing: number | null;
}

/**
 * Names a moment, so that no later append is recorded at or before it. Read what is committed after this, in a snapshot of
 * its own: what is not seen then and not storing is recorded later.
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

/** The earliest moment a clock may be set to: nothing recorded, and no moment an answer has named, lies after it. */
export async function earliestTime(pool: Pool): Promise<Date> {
  const { rows } = await pool.query<{ earliest: number }>('select log.earliest_time() as earliest');
  return new Date(rows[0]?.earliest ?? 0);
}

/** At the start of the program: events may have come by another road than an append. */
export async function wakeLogTime(pool: Pool): Promise<void> {
  await pool.query('select log.wake_time()');
}
