import type { EducationCompletedV1 } from './completion/education-completed.event.ts';
import type { ContactPersonAssignedV1 } from './contact-person/contact-person-assigned.event.ts';
import type { ContactPersonEndedV1 } from './contact-person/contact-person-ended.event.ts';
import type { ReportCorrectedV1 } from './correction/report-corrected.event.ts';
import type { ReportWithdrawnV1 } from './correction/report-withdrawn.event.ts';
import type { DropoutRiskReportedV1 } from './dropout-risk/dropout-risk-reported.event.ts';
import type { DropoutRiskWithdrawnV1 } from './dropout-risk/dropout-risk-withdrawn.event.ts';
import type { EnrolmentChangedV1 } from './enrolment/enrolment-changed.event.ts';
import type { EnrolmentNeverStartedV1 } from './enrolment/enrolment-never-started.event.ts';
import type { EnrolmentRegisteredV1 } from './enrolment/enrolment-registered.event.ts';
import type { BecameAwareV1 } from './follow-up/became-aware.event.ts';
import type { ContactMadeV1 } from './follow-up/contact-made.event.ts';
import type {
  FollowUpBreachedV1,
  FollowUpCancelledV1,
  FollowUpClosedV1,
  FollowUpHandedOverV1,
  FollowUpOpenedV1,
  FollowUpRescheduledV1,
} from './follow-up/follow-up.event.ts';
import type { EducationInterruptedV1 } from './interruption/education-interrupted.event.ts';
import type { LeaveEndedV1 } from './leave/leave-ended.event.ts';
import type { LeaveStartedV1 } from './leave/leave-started.event.ts';
import type { NameRegisteredV1 } from './person/name-registered.event.ts';
import type { PersonRegisteredV1 } from './person/person-registered.event.ts';
import type { ProtectionChangedV1 } from './person/protection-changed.event.ts';
import type { ResidenceChangedV1 } from './residence/residence-changed.event.ts';
import type { Day, Stored } from './model/stored.ts';

/** What a sender can report, by type: the stored data (the person is the stream, sealed fields are elsewhere). */
export interface ReportData {
  'person-registered.v1': Omit<PersonRegisteredV1, 'person'>;
  'name-registered.v1': Omit<NameRegisteredV1, 'person' | 'given' | 'family'>;
  'protection-changed.v1': Omit<ProtectionChangedV1, 'person'>;
  'residence-changed.v1': Omit<ResidenceChangedV1, 'person'>;
  'enrolment-registered.v1': Omit<EnrolmentRegisteredV1, 'person'>;
  'enrolment-changed.v1': Omit<EnrolmentChangedV1, 'person'>;
  'enrolment-never-started.v1': Omit<EnrolmentNeverStartedV1, 'person'>;
  'education-interrupted.v1': Omit<EducationInterruptedV1, 'person'>;
  'education-completed.v1': Omit<EducationCompletedV1, 'person'>;
  'leave-started.v1': Omit<LeaveStartedV1, 'person'>;
  'leave-ended.v1': Omit<LeaveEndedV1, 'person'>;
  'dropout-risk-reported.v1': Omit<DropoutRiskReportedV1, 'person' | 'assessor'>;
  'dropout-risk-withdrawn.v1': Omit<DropoutRiskWithdrawnV1, 'person'>;
  'contact-person-assigned.v1': Omit<ContactPersonAssignedV1, 'person' | 'name' | 'phone' | 'email'>;
  'contact-person-ended.v1': Omit<ContactPersonEndedV1, 'person'>;
  'became-aware.v1': Omit<BecameAwareV1, 'person'>;
  'contact-made.v1': Omit<ContactMadeV1, 'person'>;
}
export type ReportType = keyof ReportData;

/** Reports about reports. `target` is the event id of what they point at, known or not yet known. */
export interface CorrectionData {
  'report-corrected.v1': Omit<ReportCorrectedV1, 'person'> & {
    readonly target: string;
    /** The types the content is valid for; one of them once the target is known. Any other target: no effect. */
    readonly contentTypes: readonly ReportType[];
  };
  'report-withdrawn.v1': Omit<ReportWithdrawnV1, 'person'> & { readonly target: string };
}

/** What the service itself states. */
export interface FollowUpData {
  'follow-up-opened.v1': FollowUpOpenedV1;
  'follow-up-rescheduled.v1': FollowUpRescheduledV1;
  'follow-up-handed-over.v1': FollowUpHandedOverV1;
  'follow-up-closed.v1': FollowUpClosedV1;
  'follow-up-cancelled.v1': FollowUpCancelledV1;
  'follow-up-breached.v1': FollowUpBreachedV1;
}

export type EventData = ReportData & CorrectionData & FollowUpData;
export type EventType = keyof EventData;

/** Any fact of a person's stream; switch over `type` is exhaustive by the compiler. */
export type PersonEvent = { [T in EventType]: Stored<T, EventData[T]> }[EventType];
export type Report = { [T in ReportType]: Stored<T, ReportData[T]> }[ReportType];

/** Everything known of one person, or a prefix of it: what was known at a position. */
export interface PersonHistory {
  readonly person: string;
  /** Derived from the civil number when the key was made; a person-registered event counts before it. */
  readonly numberBirthDate: Day;
  /** In stream order. */
  readonly events: readonly PersonEvent[];
}
