import { type EnrolmentsState, type KnownEnrolment, knownEnrolments } from '../enrolment/known-enrolment.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';
import type { PersonEvent } from '../person-event.ts';
import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';
import { aboutEnrolments } from './about-enrolments.ts';

/** The state that decides on a person's next report. */
export interface PersonState extends EnrolmentsState {
  readonly events: readonly PersonEvent[];
  /** The reports in force, with the content of their corrections. */
  readonly reports: readonly EffectiveReport[];
  /** Event ids of withdrawn events. */
  readonly withdrawn: ReadonlySet<string>;
}

/** The state of a person's stream. */
export function personState(events: readonly PersonEvent[]): PersonState {
  return fromReports(events, effectiveReports(events), new Set(withdrawalsInForce(events).keys()));
}

/** The state without one report, as if it had never been sent: a correction of the report is decided on it. */
export function withoutReport(state: PersonState, eventId: string): PersonState {
  return fromReports(
    state.events,
    state.reports.filter((report) => report.eventId !== eventId),
    state.withdrawn,
  );
}

function fromReports(
  events: readonly PersonEvent[],
  reports: readonly EffectiveReport[],
  withdrawn: ReadonlySet<string>,
): PersonState {
  const about = aboutEnrolments(reports);
  const enrolments = new Map<string, readonly KnownEnrolment[]>();
  for (const [key, told] of about) {
    const known = knownEnrolments(key, told);
    if (known.length > 0) enrolments.set(key, known);
  }
  return { enrolments, about, events, reports, withdrawn };
}
