import type { PersonHistory } from '../person-event.ts';
import type { Day } from '../stored.ts';
import { type EffectiveReport, effectiveReports } from './effective.ts';

export interface BirthDate {
  readonly day: Day;
  /** Empty where it comes from the civil number. */
  readonly citations: readonly string[];
}

/** The birth date as known: the register's latest recorded report, else the one in the civil number (status.md). */
export function birthDateOf(
  history: PersonHistory,
  reports: readonly EffectiveReport[] = effectiveReports(history.events),
): BirthDate {
  let latest: EffectiveReport<'person-registered.v1'> | undefined;
  for (const report of reports) {
    if (report.type !== 'person-registered.v1') continue;
    if (!latest || latest.recordedPosition < report.recordedPosition) latest = report;
  }
  return latest
    ? { day: latest.data.birthDate, citations: latest.citations }
    : { day: history.numberBirthDate, citations: [] };
}
