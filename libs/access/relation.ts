import type { Actor } from '#libs/identity';
import type { Relation } from './question.ts';

/** Present and past residences and the holders of a case, as known on the day of the question. Municipality codes. */
export interface Bonds {
  /** Null if not known, or if no municipality is responsible: dead, emigrated. */
  readonly now: string | null;
  readonly before: readonly string[];
  /** The last known residence if none is known now; null if none was ever known. */
  readonly lastKnown: string | null;
  /** Municipalities that hold an open case. */
  readonly holders: readonly string[];
}

/** The caller's relation to a person. The school municipality has no view yet and counts as no relation. */
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
