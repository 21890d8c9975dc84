import { verifyChain } from '#libs/event-store';
import { showProgress } from './progress.ts';
import { withParts } from './with-parts.ts';

/** Recomputes the hash chain of every stream; exit 1 where one is broken. */
export function verify(): Promise<void> {
  return withParts(async ({ pool }) => {
    const { rows } = await pool.query<{ events: number }>('select count(*) as events from log.events');
    const progress = showProgress('Verifying', rows[0]?.events ?? null, 'events');
    const result = await verifyChain(pool, (events) => progress.update(events));
    progress.stop();
    for (const { stream, version, position, why } of result.breaks) {
      console.error(`stream ${stream}, version ${version}, position ${position}: ${why}`);
    }
    const words = `${result.events} events in ${result.streams} streams`;
    console.log(result.breaks.length === 0 ? `The chain holds: ${words}.` : `The chain is broken in ${result.breaks.length} places: ${words}.`);
    if (result.breaks.length > 0) process.exitCode = 1;
  });
}
