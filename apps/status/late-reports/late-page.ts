import type { Pool } from 'pg';
import { findLatePlace, findLateReports, type LateReport } from '#projections/deliveries/late.query';
import { placeOfCursor } from '../item-cursor.ts';

const PAGE = 50;

export interface LatePage {
  readonly items: readonly LateReport[];
  /** The cursor of the next page: the last item, so that it tells no more than the list. */
  readonly next: { readonly next?: string };
}

/**
 * A page of the late reports of these reporters, the latest due first.
 * @throws ProblemError invalid-parameter if their list has no such item
 */
export async function findLatePage(
  pool: Pool,
  reporters: readonly string[],
  cursor: string | undefined,
): Promise<LatePage> {
  const after = await placeOfCursor(cursor, (item) => findLatePlace(pool, reporters, item));
  const found = await findLateReports(pool, reporters, { after, limit: PAGE + 1 });
  const items = found.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: found.length > PAGE && last !== undefined ? { next: last.item } : {} };
}
