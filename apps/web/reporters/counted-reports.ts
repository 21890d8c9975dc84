import type { TimelinessAnswer } from '../../status/timeliness/timeliness-answer.ts';

type Row = TimelinessAnswer['rows'][number];

/** The reports that count in lateness: each has a class, whatever else was received. */
export function countedIn({ figures }: Pick<Row, 'figures'>): number {
  return figures === undefined ? 0 : Object.values(figures.classes).reduce((sum, reports) => sum + reports, 0);
}
