import { type BirthDate, registeredBirth } from '../history/registered-birth.ts';
import type { PersonHistory } from '../person-event.ts';
import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';

export type { BirthDate } from '../history/registered-birth.ts';

/** The known birth date: that of the register's latest recorded report, else the one in the civil number. */
export function birthDateOf(
  history: PersonHistory,
  reports: readonly EffectiveReport[] = effectiveReports(history.events),
): BirthDate {
  return registeredBirth(reports) ?? { day: history.numberBirthDate, citations: [] };
}
