import type { Pool } from 'pg';
import type { RecordedEvent } from './event.ts';

/** The later corrections and withdrawals of a report by its reporter, in the order of the log. */
export async function findLaterCorrections(
  pool: Pool,
  { stream, reporter, eventId }: RecordedEvent,
): Promise<Pick<RecordedEvent, 'eventId' | 'type' | 'recordedAt'>[]> {
  const { rows } = await pool.query<{ event_id: string; type: string; recorded_at: string }>({
    name: 'find-later-corrections',
    text: `select event_id, type, recorded_at from log.events where stream = $1 and reporter = $2
      and type in ('report-corrected.v1', 'report-withdrawn.v1') and data ->> 'target' = $3 order by version`,
    values: [stream, reporter, eventId],
  });
  return rows.map((row) => ({ eventId: row.event_id, type: row.type, recordedAt: row.recorded_at }));
}
