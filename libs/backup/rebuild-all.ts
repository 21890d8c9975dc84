import type { ClientBase, Pool } from 'pg';
import { findLastPlace } from '#libs/event-store';
import { moveReader } from '#libs/subscriptions';
import { type KnowledgeProjection, rebuild, type RebuildReport } from '#libs/bitemporal';

export interface RebuildAllOptions {
  readonly epoch: string;
  /** The moment from which the answers are available; shown on receipts of events that were not visible before. */
  readonly now: () => Date;
  readonly progress?: (projection: string, persons: number) => void;
}

/** Result for one projection. After a failure its reader stays at the start of the log and does the same work later. */
export interface Rebuilt {
  readonly projection: string;
  readonly report?: RebuildReport;
  readonly failure?: unknown;
}

/**
 * Rebuilds every projection from a log that gets no appends, up to its last event. Moves its reader there in the
 * transaction that switches the table, so an interrupted rebuild leaves no trace.
 */
export async function rebuildAll(
  pool: Pool,
  projections: readonly KnowledgeProjection[],
  options: RebuildAllOptions,
): Promise<Rebuilt[]> {
  const head = await findLastPlace(pool);
  if (!head) return [];
  const done: Rebuilt[] = [];
  for (const projection of projections) {
    const { name } = projection;
    const beforeSwitch = (client: ClientBase): Promise<void> =>
      moveReader(client, name, { place: head, epoch: options.epoch, at: options.now() });
    try {
      const report = await rebuild(pool, projection, (persons) => options.progress?.(name, persons), {
        upTo: head,
        beforeSwitch,
        parkAt: options.now(),
      });
      done.push({ projection: name, report });
    } catch (failure) {
      done.push({ projection: name, failure });
    }
  }
  return done;
}
