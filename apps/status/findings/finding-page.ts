import type { Pool } from 'pg';
import type { Day } from '#libs/calendar';
import { findFindingPlace, findOpenFindings, type KnownFinding } from '#projections/findings/findings.query';
import { placeOfCursor } from '../item-cursor.ts';

const PAGE = 50;

export interface FindingPage {
  readonly items: readonly KnownFinding[];
  /** The cursor of the next page: the last item, so that it tells no more than the list. */
  readonly next: { readonly next?: string };
}

/**
 * A page of the open findings of these reporters, the newest first.
 * @throws ProblemError invalid-parameter if they never had such a finding
 */
export async function findFindingPage(
  pool: Pool,
  reporters: readonly string[],
  { today, cursor }: { readonly today: Day; readonly cursor: string | undefined },
): Promise<FindingPage> {
  const after = await placeOfCursor(cursor, (item) => findFindingPlace(pool, reporters, item));
  const found = await findOpenFindings(pool, reporters, { today, after, limit: PAGE + 1 });
  const items = found.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: found.length > PAGE && last !== undefined ? { next: last.item } : {} };
}
