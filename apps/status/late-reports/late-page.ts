import type { Pool } from 'pg';
import { fieldError, ProblemError } from '#libs/problems';
import { findLatePlace, findLateReports, type LatePlace, type LateReport } from '#projections/deliveries/late.query';

const PAGE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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
  const after = cursor === undefined ? undefined : await placeOf(pool, reporters, cursor);
  const found = await findLateReports(pool, reporters, { after, limit: PAGE + 1 });
  const items = found.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: found.length > PAGE && last !== undefined ? { next: last.item } : {} };
}

async function placeOf(pool: Pool, reporters: readonly string[], cursor: string): Promise<LatePlace> {
  const place = UUID.test(cursor) ? await findLatePlace(pool, reporters, cursor) : undefined;
  if (place !== undefined) return place;
  throw new ProblemError('invalid-parameter', {
    detail: 'after is not a cursor of this list.',
    errors: [fieldError('/after', 'cursor')],
  });
}
