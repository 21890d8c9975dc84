import type { Actor } from '#libs/identity';
import type { Relation } from './question.ts';

/** Where a person lives and lived as known on the day of asking; municipality codes, four digits. */
export interface Residences {
  /** null where it is not known, or nobody's: dead, emigrated. */
  readonly now: string | null;
  readonly before: readonly string[];
}

/** What binds a caller to a person. The school municipality's view is not built: it counts as no relation. */
export function relationOf({ municipality }: Pick<Actor, 'municipality'>, residences: Residences): Relation {
  if (municipality === undefined) return 'none';
  if (municipality === residences.now) return 'residence';
  return residences.before.includes(municipality) ? 'former' : 'none';
}
