import type { EffectiveReport } from './current-content.ts';
import type { Day } from '../model/stored.ts';

export interface BirthDate {
  readonly day: Day;
  /** Empty if the date comes from the civil number. */
  readonly citations: readonly string[];
}

/** The birth date of the register's latest recorded report. @returns undefined if the register reported none */
export function registeredBirth(reports: readonly EffectiveReport[]): BirthDate | undefined {
  let latest: EffectiveReport<'person-registered.v1'> | undefined;
  for (const report of reports) {
    if (report.type !== 'person-registered.v1') continue;
    if (!latest || latest.recordedPosition < report.recordedPosition) latest = report;
  }
  return latest && { day: latest.data.birthDate, citations: latest.citations };
}
