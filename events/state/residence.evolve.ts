import { birthDateOf } from './birth-date.ts';
import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';
import type { PersonHistory } from '../person-event.ts';
import type { Day } from '../model/stored.ts';
import { type Residence, residencesFrom } from '../history/residences-from.ts';

export type { Residence } from '../history/residences-from.ts';

/** Where the young person lived as known after `history.events`. */
export function residenceTimeline(
  history: PersonHistory,
  reports: readonly EffectiveReport[] = effectiveReports(history.events),
): Residence[] {
  return residencesFrom(reports, birthDateOf(history, reports).day);
}

/** The residence on a day. A day before the first row counts as the first row. Throws on an empty list. */
export function residenceOn(rows: readonly Residence[], day: Day): Residence {
  const row = rows.findLast(({ from }) => from <= day) ?? rows[0];
  if (!row) throw new RangeError('a residence timeline has at least one row');
  return row;
}
