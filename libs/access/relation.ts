import type { Actor } from '#libs/identity';
import type { Relation } from './question.ts';

/** Where a person lives and lived, and who holds a case, as known on the day of asking; codes that name a municipality. */
export interface Bonds {
  /** null if it is not known, or nobody's: dead, emigrated. */
  readonly now: string | null;
  readonly before: readonly string[];
  /** Of the residence known last, now that none is; null if none ever was. */
  readonly lastKnown: string | null;
  /** Who holds an open case. */
  readonly holders: readonly string[];
}

/** What binds a caller to a person. The school municipality's view is not built: it counts as no relation. */
export function relationOf(
  { municipality }: Pick<Actor, 'municipality'>,
  { now, before, lastKnown, holders }: Bonds,
): Relation {
  if (municipality === undefined) return 'none';
  if (municipality === now) return 'residence';
  if (now === null && municipality === lastKnown) return 'last-known';
  if (now === null && holders.includes(municipality)) return 'holder';
  return before.includes(municipality) ? 'former' : 'none';
}
