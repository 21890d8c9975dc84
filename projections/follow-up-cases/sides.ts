import type { Day } from '#events/model/stored';
import type { CaseRow } from './case-row.ts';

/** A holder's part of the time, by both calendars. */
export interface Side {
  readonly municipality: string | null;
  /** The day the holder got it; the day of a hand-over counts for the earlier holder. */
  readonly from: Day;
  readonly counted: { readonly A: readonly Day[]; readonly B: readonly Day[] };
}

/** The workdays up to the due date by the holder of the case on each, spent and remaining ones. */
export function sidesOf({ knownOn, municipality, handovers, due }: CaseRow): Side[] {
  const starts = [{ on: knownOn, to: handovers[0] === undefined ? municipality : handovers[0].from }, ...handovers];
  return starts.map(({ on, to }, index) => {
    const until = starts[index + 1]?.on;
    const own = (day: Day): boolean => day > on && (until === undefined || day <= until);
    return { municipality: to, from: on, counted: { A: due.A.counted.filter(own), B: due.B.counted.filter(own) } };
  });
}
