import type { Pool } from 'pg';
import type { RecordedEvent } from '#libs/event-store';

export interface LaterCorrection {
  readonly eventId: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly receipt: string;
}

/** What the same reporter sent later to correct or withdraw a report, in the order it came. */
export async function findLaterCorrections(
  pool: Pool,
  { stream, reporter, eventId }: RecordedEvent,
): Promise<LaterCorrection[]> {
  const { rows } = await pool.query<{ event_id: string; type: string; recorded_at: string }>({
    name: 'find-later-corrections',
    text: `select event_id, type, recorded_at from log.events where stream = $1 and reporter = $2
      and type in ('report-corrected.v1', 'report-withdrawn.v1') and data ->> 'target' = $3 order by version`,
    values: [stream, reporter, eventId],
  });
  return rows.map((row) => ({
    eventId: row.event_id,
    type: `dk.ungestatus.${row.type}`,
    recordedAt: row.recorded_at,
    receipt: `/v1/receipts/${row.event_id}`,
  }));
}
