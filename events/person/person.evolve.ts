import { type EffectiveReport, effectiveReports } from '../correction/effective.ts';
import { withdrawalsInForce } from '../correction/withdrawals.ts';
import { enrolmentKey } from '../enrolment/enrolment-key.ts';
import type { EnrolmentKind } from '../enrolment/enrolment-registered.event.ts';
import type { PersonEvent, Report } from '../person-event.ts';
import type { Code, Day } from '../stored.ts';

/** An enrolment as the reports in force tell it. */
export interface KnownEnrolment {
  readonly key: string;
  readonly enrolmentId: string;
  readonly institution: string;
  readonly education: Code;
  readonly kind: EnrolmentKind;
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | null;
  readonly neverStarted: boolean;
  readonly endedOn: Day | null;
}

/** What deciding on a person's next report needs to know. */
export interface PersonState {
  /** By enrolment key. */
  readonly enrolments: ReadonlyMap<string, KnownEnrolment>;
  /** The last reported end by enrolment key, also where the enrolment itself is not known yet. */
  readonly ends: ReadonlyMap<string, Day>;
  /** The starts of leave by enrolment key. */
  readonly leaves: ReadonlyMap<string, readonly Day[]>;
  readonly events: readonly PersonEvent[];
  /** Those in force, with the content their corrections gave them. */
  readonly reports: readonly EffectiveReport[];
  /** Event ids of what has been taken back. */
  readonly withdrawn: ReadonlySet<string>;
}

type Writable<State> = { -readonly [Name in keyof State]: State[Name] };

interface Folding {
  readonly enrolments: Map<string, Writable<KnownEnrolment>>;
  readonly ends: Map<string, Day>;
  readonly leaves: Map<string, Day[]>;
}

/** The state of a person's stream. */
export function personState(events: readonly PersonEvent[]): PersonState {
  return fromReports(events, effectiveReports(events), new Set(withdrawalsInForce(events).keys()));
}

/** The same as if one report had never been sent: what its correction is decided on. */
export function withoutReport(state: PersonState, eventId: string): PersonState {
  return fromReports(state.events, state.reports.filter((report) => report.eventId !== eventId), state.withdrawn);
}

function fromReports(events: readonly PersonEvent[], reports: readonly EffectiveReport[], withdrawn: ReadonlySet<string>): PersonState {
  const folding: Folding = { enrolments: new Map(), ends: new Map(), leaves: new Map() };
  // Reports arrive in any order, so what an enrolment is comes first and what happened to it second.
  for (const report of reports) if (report.type === 'enrolment-registered.v1') register(folding, report);
  for (const report of reports) evolve(folding, report);
  for (const [key, endedOn] of folding.ends) {
    const enrolment = folding.enrolments.get(key);
    if (enrolment !== undefined) enrolment.endedOn = endedOn;
  }
  return { ...folding, events, reports, withdrawn };
}

function register({ enrolments }: Folding, { reporter, data }: Report & { type: 'enrolment-registered.v1' }): void {
  const key = enrolmentKey(reporter, data.enrolmentId);
  const { enrolmentId, institution, education, kind, startsOn, expectedEndsOn } = data;
  enrolments.set(key, {
    key, enrolmentId, institution, education, kind, startsOn, expectedEndsOn: expectedEndsOn ?? null, neverStarted: false, endedOn: null,
  });
}

function evolve(folding: Folding, report: Report): void {
  switch (report.type) {
    case 'enrolment-changed.v1':
      return change(folding, report);
    case 'enrolment-never-started.v1': {
      const enrolment = folding.enrolments.get(enrolmentKey(report.reporter, report.data.enrolmentId));
      if (enrolment !== undefined) enrolment.neverStarted = true;
      return;
    }
    case 'education-interrupted.v1':
      return end(folding, report.reporter, report.data.enrolmentId, report.data.lastDay);
    case 'education-completed.v1':
      // status.md: extent part ends nothing.
      return report.data.extent === 'part' ? undefined : end(folding, report.reporter, report.data.enrolmentId, report.data.completedOn);
    case 'leave-started.v1': {
      const key = enrolmentKey(report.reporter, report.data.enrolmentId);
      folding.leaves.set(key, [...(folding.leaves.get(key) ?? []), report.data.from]);
      return;
    }
    case 'enrolment-registered.v1':
    case 'person-registered.v1':
    case 'residence-changed.v1':
    case 'name-registered.v1':
    case 'protection-changed.v1':
    case 'leave-ended.v1':
    case 'dropout-risk-reported.v1':
    case 'dropout-risk-withdrawn.v1':
    case 'contact-person-assigned.v1':
    case 'contact-person-ended.v1':
    case 'became-aware.v1':
    case 'contact-made.v1':
      return;
  }
}

function end({ ends }: Folding, reporter: string, enrolmentId: string, lastDay: Day): void {
  ends.set(enrolmentKey(reporter, enrolmentId), lastDay);
}

function change({ enrolments }: Folding, { reporter, data }: Report & { type: 'enrolment-changed.v1' }): void {
  const enrolment = enrolments.get(enrolmentKey(reporter, data.enrolmentId));
  if (enrolment === undefined) return;
  enrolment.institution = data.institution ?? enrolment.institution;
  enrolment.education = data.education ?? enrolment.education;
  enrolment.kind = data.kind ?? enrolment.kind;
  enrolment.startsOn = data.startsOn ?? enrolment.startsOn;
  enrolment.expectedEndsOn = data.expectedEndsOn ?? enrolment.expectedEndsOn;
}
