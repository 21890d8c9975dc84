import { type EffectiveReport, effectiveReports } from '../standing/effective.ts';
import { withdrawalsInForce } from '../history/withdrawals.ts';
import { type AboutEnrolment, aboutEnrolments, type Registration } from '../enrolment/about-enrolment.ts';
import type { EnrolmentKind } from '../enrolment/enrolment-registered.event.ts';
import type { PersonEvent } from '../person-event.ts';
import { spanAhead, spanOn, spansOf } from '../model/spans.ts';
import type { Code, Day } from '../model/stored.ts';

/** An enrolment as the reports in force state it. */
export interface KnownEnrolment {
  readonly key: string;
  readonly enrolmentId: string;
  readonly institution: string;
  readonly education: Code;
  readonly kind: EnrolmentKind;
  readonly startsOn: Day;
  readonly expectedEndsOn: Day | null;
  readonly neverStarted: boolean;
  /** The last recorded end. */
  readonly endedOn: Day | null;
}

/** What deciding on a person's next report needs to know. */
export interface PersonState {
  /** By enrolment key, ascending by start: several where one id was used again after an end. */
  readonly enrolments: ReadonlyMap<string, readonly KnownEnrolment[]>;
  /** By enrolment key, also if the enrolment itself is not known yet. */
  readonly about: ReadonlyMap<string, AboutEnrolment>;
  readonly events: readonly PersonEvent[];
  /** Those in force, with the content their corrections gave them. */
  readonly reports: readonly EffectiveReport[];
  /** Event ids of what has been taken back. */
  readonly withdrawn: ReadonlySet<string>;
}

/** The state of a person's stream. */
export function personState(events: readonly PersonEvent[]): PersonState {
  return fromReports(events, effectiveReports(events), new Set(withdrawalsInForce(events).keys()));
}

/** The same as if one report had never been sent: what its correction is decided on. */
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

/** What falls into one span of an enrolment id. */
interface InSpan {
  registration: Registration | undefined;
  neverStarted: boolean;
  endedOn: Day | null;
  readonly changes: AboutEnrolment['changes'][number][];
}

/** One enrolment for each span of the id; of several registrations in a span the later recorded counts. */
export function knownEnrolments(key: string, about: AboutEnrolment): KnownEnrolment[] {
  if (about.registrations.length === 0) return [];
  const spans = spansOf(
    about.registrations.map(({ startsOn }) => startsOn),
    about.ends,
  );
  const parts = spans.map((): InSpan => ({ registration: undefined, neverStarted: false, endedOn: null, changes: [] }));
  const partAt = (place: number): InSpan | undefined => parts[place];
  for (const registration of about.registrations) setIn(partAt(spanOn(spans, registration.startsOn)), { registration });
  for (const endedOn of about.ends) setIn(partAt(spanOn(spans, endedOn)), { endedOn });
  for (const day of about.neverStarted) setIn(partAt(spanAhead(spans, day)), { neverStarted: true });
  for (const change of about.changes) partAt(spanAhead(spans, change.changedOn))?.changes.push(change);
  return parts.flatMap((part) => (part.registration ? [knownEnrolment(key, part.registration, part)] : []));
}

function setIn(part: InSpan | undefined, values: Partial<InSpan>): void {
  if (part) Object.assign(part, values);
}

function knownEnrolment(
  key: string,
  registration: Registration,
  { neverStarted, endedOn, changes }: InSpan,
): KnownEnrolment {
  const { enrolmentId, institution, education, kind, startsOn, expectedEndsOn } = registration;
  const known = { institution, education, kind, startsOn, expectedEndsOn: expectedEndsOn ?? null };
  for (const change of changes) {
    known.institution = change.institution ?? known.institution;
    known.education = change.education ?? known.education;
    known.kind = change.kind ?? known.kind;
    known.startsOn = change.startsOn ?? known.startsOn;
    known.expectedEndsOn = change.expectedEndsOn ?? known.expectedEndsOn;
  }
  return { key, enrolmentId, ...known, neverStarted, endedOn };
}
