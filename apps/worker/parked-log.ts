import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { listParked, type Parked, PARKED_REMEDY } from '#libs/subscriptions';
import type { Metrics } from '#libs/telemetry';

/** A page parks hundreds where a new version has a bug: the first few say what it is, the count says how much. */
const MOST_LINES = 5;

/** Says who was parked, where, why and what to do; the person by key. */
export function tellParked(log: Logger, metrics: Metrics): (parked: readonly Parked[]) => void {
  return (parked) => {
    metrics.parkedNow(parked.map(({ reader }) => reader));
    for (const one of parked.slice(0, MOST_LINES))
      log.error({ parked: one, remedy: PARKED_REMEDY }, 'a person is parked; everybody else goes on');
    if (parked.length > MOST_LINES)
      log.error({ more: parked.length - MOST_LINES }, 'more persons are parked: npx ungestatus parked');
  };
}

/** At the start: how many wait since before. They are not tried again by themselves (docs/adr/0012). */
export async function tellWaiting(pool: Pool, log: Logger): Promise<void> {
  const waiting = (await listParked(pool)).length;
  if (waiting > 0) log.warn({ parked: waiting, remedy: PARKED_REMEDY }, 'persons are parked: npx ungestatus parked');
}
