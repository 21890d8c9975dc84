import { spanAhead, spanOn, spansOf } from '../model/spans.ts';
import type { Code, Day } from '../model/stored.ts';
import type { AboutEnrolment, Registration } from './about-enrolment.ts';
import type { EnrolmentKind } from './enrolment-registered.event.ts';

/** An enrolment as stated by the reports in force. */
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

/** A reporter's enrolments of one person: the state that decides on the next report. */
export interface EnrolmentsState {
  /** By enrolment key, ascending by start. Several if the id was used again after an end. */
  readonly enrolments: ReadonlyMap<string, readonly KnownEnrolment[]>;
  /** By enrolment key, also if the enrolment itself is not known. */
  readonly about: ReadonlyMap<string, AboutEnrolment>;
}

/** The reports that belong to one span of an enrolment id. */
interface InSpan {
  registration: Registration | undefined;
  neverStarted: boolean;
  endedOn: Day | null;
  readonly changes: AboutEnrolment['changes'][number][];
}

/** Returns one enrolment for each span of the id. Of several registrations in a span the one recorded last counts. */
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
