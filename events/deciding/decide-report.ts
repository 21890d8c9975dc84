import { decideCompletion } from '../completion/completion.decide.ts';
import { decideContactPersonAssigned, decideContactPersonEnded } from '../contact-person/contact-person.decide.ts';
import { type DecideContext, type Decision, decision, type Subject } from '../model/decision.ts';
import { decideRiskReported, decideRiskWithdrawn } from '../dropout-risk/dropout-risk.decide.ts';
import { decideEnrolmentChanged, decideEnrolmentRegistered } from '../enrolment/enrolment.decide.ts';
import { decideNeverStarted } from '../enrolment/never-started.decide.ts';
import { decideBecameAware, decideContactMade } from '../follow-up/municipal-report.decide.ts';
import { decideInterruption } from '../interruption/interruption.decide.ts';
import { decideLeaveEnded, decideLeaveStarted } from '../leave/leave.decide.ts';
import { decidePersonRegistered } from '../person/person-registered.decide.ts';
import type { EnrolmentsState } from '../enrolment/known-enrolment.ts';
import type { IncomingData } from '../incoming.ts';
import type { ReportType } from '../person-event.ts';
import { decideResidenceChanged } from '../residence/residence-changed.decide.ts';

/** A subject with its type, to switch over. */
export type TypedSubject = { [T in ReportType]: Subject<IncomingData[T]> & { readonly type: T } }[ReportType];

/** Decides on a report by the checks of its type, on the state of its person. */
export function decideReport(subject: TypedSubject, state: EnrolmentsState, context: DecideContext): Decision {
  switch (subject.type) {
    case 'enrolment-registered.v1':
      return decideEnrolmentRegistered(subject, state, context);
    case 'enrolment-changed.v1':
      return decideEnrolmentChanged(subject, state, context);
    case 'enrolment-never-started.v1':
      return decideNeverStarted(subject, state, context);
    case 'education-interrupted.v1':
      return decideInterruption(subject, state, context);
    case 'education-completed.v1':
      return decideCompletion(subject, state, context);
    case 'leave-started.v1':
      return decideLeaveStarted(subject, state, context);
    case 'leave-ended.v1':
      return decideLeaveEnded(subject, state, context);
    case 'dropout-risk-reported.v1':
      return decideRiskReported(subject, state, context);
    case 'dropout-risk-withdrawn.v1':
      return decideRiskWithdrawn(subject, state, context);
    case 'contact-person-assigned.v1':
      return decideContactPersonAssigned(subject);
    case 'contact-person-ended.v1':
      return decideContactPersonEnded(subject, context);
    case 'became-aware.v1':
      return decideBecameAware(subject, context);
    case 'contact-made.v1':
      return decideContactMade(subject, context);
    case 'residence-changed.v1':
      return decideResidenceChanged(subject, context);
    case 'person-registered.v1':
      return decidePersonRegistered(subject, context);
    // The register is the authority on people: there is no finding against it.
    case 'name-registered.v1':
    case 'protection-changed.v1':
      return decision({});
  }
}
