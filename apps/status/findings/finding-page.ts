import type { Pool } from 'pg';
import type { Day } from '#libs/calendar';
import { fieldError, ProblemError } from '#libs/problems';
import {
  findFindingPlace,
  findOpenFindings,
  type FindingPlace,
  type KnownFinding,
} from '#projections/findings/findings.query';

const PAGE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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
  const after = cursor === undefined ? undefined : await placeOf(pool, reporters, cursor);
  const found = await findOpenFindings(pool, reporters, { today, after, limit: PAGE + 1 });
  const items = found.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: found.length > PAGE && last !== undefined ? { next: last.item } : {} };
}

async function placeOf(pool: Pool, reporters: readonly string[], cursor: string): Promise<FindingPlace> {
  const place = UUID.test(cursor) ? await findFindingPlace(pool, reporters, cursor) : undefined;
  if (place !== undefined) return place;
  throw new ProblemError('invalid-parameter', {
    detail: 'after is not a cursor of this list.',
    errors: [fieldError('/after', 'cursor')],
  });
}
