import { birthDateOf } from './birth-date.ts';
import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';
import type { PersonHistory } from '../person-event.ts';
import { type Residence, residencesFrom } from '../history/residences-from.ts';

export type { Residence } from '../history/residences-from.ts';

/** Where the young person lived as known after `history.events`. */
export function residenceTimeline(
  history: PersonHistory,
  reports: readonly EffectiveReport[] = effectiveReports(history.events),
): Residence[] {
  return residencesFrom(reports, birthDateOf(history, reports).day);
}
