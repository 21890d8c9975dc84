import type { Pool } from 'pg';
import { eventIdOf } from '#libs/intake';
import { client } from '../service/running.ts';
import type { Acknowledged, AcknowledgedBatch, Sent } from './acknowledged-load.ts';

const AT_A_TIME = 8;

/**
 * Looks up each promise in the service and its log.
 * @returns the ids of those that are not kept in every respect
 */
export async function findLost(url: string, pool: Pool, promised: readonly Acknowledged[]): Promise<string[]> {
  const service = client(url);
  const inLog = await placesInLog(pool, promised);
  const waiting = [...promised];
  const lost: string[] = [];
  const asker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { status, body } = await service.get(next.receipt, 'sa-nord');
      const kept =
        status === 200 && body.id === next.id && body.outcome === 'accepted' && body.stored.position === next.position;
      if (!kept || inLog.get(eventIdOf(next.source, next.id)) !== next.position) lost.push(next.id);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, asker));
  return lost;
}

/** Batch receipts that cannot be looked up, or give another number than promised. */
export async function findLostBatches(url: string, promised: readonly AcknowledgedBatch[]): Promise<string[]> {
  const service = client(url);
  const lost: string[] = [];
  for (const { receiptId, accepted } of promised) {
    const { status, body } = await service.get(`/v1/receipts/${receiptId}`, 'sa-nord');
    if (status !== 200 || body.counts.accepted !== accepted) lost.push(receiptId);
  }
  return lost;
}

/** For each unanswered call the number of its reports in the log: all or none. */
export async function findHalfStored(pool: Pool, calls: readonly (readonly Sent[])[]): Promise<string[]> {
  const half: string[] = [];
  for (const reports of calls) {
    const stored = (await placesInLog(pool, reports)).size;
    if (stored !== 0 && stored !== reports.length) half.push(`${stored} of ${reports.length}`);
  }
  return half;
}

/** Rows that must not exist after any kill: parts without the rest. */
const ORPHANS = {
  'events without a person': 'select 1 from log.events where stream not in (select person from person_keys.persons)',
  'persons without an event': 'select 1 from person_keys.persons where person not in (select stream from log.events)',
  'persons without a number':
    'select 1 from person_keys.persons where person not in (select person from person_keys.numbers)',
  'versions with a gap': 'select 1 from log.events group by stream having count(*) <> max(version)',
  'receipts that name events that are not there': `select 1 from receipts.batches, json_array_elements(items) item
    where item->>'outcome' = 'accepted' and (item->>'eventId')::uuid not in (select event_id from log.events)`,
} as const;

export async function findOrphans(pool: Pool): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(ORPHANS)) {
    if ((await pool.query(`${sql} limit 1`)).rowCount !== 0) found.push(what);
  }
  return found;
}

async function placesInLog(
  pool: Pool,
  reports: readonly { readonly source: string; readonly id: string }[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ event_id: string; position: number }>(
    `select event_id, position from log.events join person_keys.persons on person = stream
     where event_id = any($1::uuid[])`,
    [reports.map(({ source, id }) => eventIdOf(source, id))],
  );
  return new Map(rows.map((row) => [row.event_id, row.position]));
}
