import { type EffectiveReport, effectiveReports } from '#events/standing/effective';
import type { PersonHistory, ReportType } from '#events/person-event';
import type { Day } from '#events/model/stored';

/** A person's identity by the reports in force. */
export interface Identity {
  /** The event that contains the sealed name: the correction if there is one; null if no name is known. */
  readonly nameEventId: string | null;
  /** The last day of the protection, `for-ever` if no end is known, null if there is none. */
  readonly protectedUntil: Day | 'for-ever' | null;
}

/** The identity as known after `history.events`. Pure. */
export function identityOf(history: PersonHistory): Identity {
  const reports = effectiveReports(history.events);
  const protection = latest(reports, 'protection-changed.v1')?.data;
  const isProtected = protection !== undefined && protection.kind !== 'none';
  return {
    nameEventId: latest(reports, 'name-registered.v1')?.contentEventId ?? null,
    protectedUntil: isProtected ? (protection.until ?? 'for-ever') : null,
  };
}

/** @returns undefined if there is no report of the type */
function latest<T extends ReportType>(reports: readonly EffectiveReport[], type: T): EffectiveReport<T> | undefined {
  const ofType = reports.filter((report): report is EffectiveReport<T> & EffectiveReport => report.type === type);
  return ofType.toSorted((one, other) => one.recordedPosition - other.recordedPosition).at(-1);
}
