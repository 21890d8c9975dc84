import type { Day } from '#events/model/stored';
import type { CaseRow } from './case-row.ts';

/** The part of the time a holder has, or had, by both calendars. */
export interface Side {
  readonly municipality: string | null;
  /** The day it came there; the day of a hand-over is spent where the case was. */
  readonly from: Day;
  readonly counted: { readonly A: readonly Day[]; readonly B: readonly Day[] };
}

/** The workdays of the due date by who holds the case on them: those spent on each side, and the remaining. */
export function sidesOf({ knownOn, municipality, handovers, due }: CaseRow): Side[] {
  const starts = [{ on: knownOn, to: handovers[0] === undefined ? municipality : handovers[0].from }, ...handovers];
  return starts.map(({ on, to }, index) => {
    const until = starts[index + 1]?.on;
    const own = (day: Day): boolean => day > on && (until === undefined || day <= until);
    return { municipality: to, from: on, counted: { A: due.A.counted.filter(own), B: due.B.counted.filter(own) } };
  });
}
