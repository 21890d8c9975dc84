import type { EnrolmentKind } from '#events/enrolment/enrolment-registered.event';
import type { RiskLevel } from '#events/dropout-risk/dropout-risk-reported.event';
import type { CompletionExtent } from '#events/completion/education-completed.event';
import type { ContactRole } from '#events/contact-person/contact-person-assigned.event';
import type { ReportData, ReportType } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { type Draft, SCHOOL } from './history.ts';

const EVERY_TYPE: Readonly<Record<ReportType, true>> = {
  'person-registered.v1': true,
  'name-registered.v1': true,
  'protection-changed.v1': true,
  'residence-changed.v1': true,
  'enrolment-registered.v1': true,
  'enrolment-changed.v1': true,
  'enrolment-never-started.v1': true,
  'education-interrupted.v1': true,
  'education-completed.v1': true,
  'leave-started.v1': true,
  'leave-ended.v1': true,
  'dropout-risk-reported.v1': true,
  'dropout-risk-withdrawn.v1': true,
  'contact-person-assigned.v1': true,
  'contact-person-ended.v1': true,
  'became-aware.v1': true,
  'contact-made.v1': true,
};
/** All types that a sender can report. */
export const REPORT_TYPES = Object.keys(EVERY_TYPE) as readonly ReportType[];

const EDUCATION = { system: 'education', code: '1952' };
const REASON = { system: 'reason', code: '1' };

function report<T extends ReportType>(type: T, data: ReportData[T], reporter = SCHOOL): Draft<T> {
  // The data of a type among all types is the data of that type; the compiler does not reduce it for an open T.
  return { type, data, reporter } as Draft<T>;
}

export function personRegistered(birthDate: Day) {
  return report('person-registered.v1', { birthDate }, 'cpr');
}

/** A name report; the names themselves are sealed, so the log shows none of them. */
export function nameRegistered() {
  return report('name-registered.v1', {}, 'cpr');
}

export function protectionChanged(data: ReportData['protection-changed.v1']) {
  return report('protection-changed.v1', data, 'cpr');
}

export function moved(municipality: string, from: Day) {
  return report('residence-changed.v1', { municipality, from }, 'cpr');
}

/** An enrolment from `startsOn`; by default vocational and without an expected end. */
export function registered(
  enrolmentId: string,
  data: Partial<ReportData['enrolment-registered.v1']> & { startsOn: Day; kind?: EnrolmentKind },
) {
  return report('enrolment-registered.v1', {
    enrolmentId,
    institution: SCHOOL,
    education: EDUCATION,
    kind: 'vocational',
    ...data,
  });
}

export function changed(
  enrolmentId: string,
  changedOn: Day,
  data: Omit<ReportData['enrolment-changed.v1'], 'enrolmentId' | 'changedOn'>,
) {
  return report('enrolment-changed.v1', { enrolmentId, changedOn, ...data });
}

export function neverStarted(enrolmentId: string, establishedOn: Day) {
  return report('enrolment-never-started.v1', { enrolmentId, establishedOn });
}

export function interrupted(enrolmentId: string, lastDay: Day) {
  return report('education-interrupted.v1', { enrolmentId, lastDay, reason: REASON });
}

export function completed(enrolmentId: string, completedOn: Day, extent: CompletionExtent = 'whole') {
  return report('education-completed.v1', { enrolmentId, completedOn, extent });
}

export function leaveStarted(enrolmentId: string, from: Day, expectedUntil?: Day) {
  return report('leave-started.v1', { enrolmentId, from, ...(expectedUntil === undefined ? {} : { expectedUntil }) });
}

export function leaveEnded(enrolmentId: string, lastDay: Day) {
  return report('leave-ended.v1', { enrolmentId, lastDay });
}

/** A risk report; red without a level. */
export function riskReported(enrolmentId: string, assessedOn: Day, level?: RiskLevel) {
  return report('dropout-risk-reported.v1', { enrolmentId, assessedOn, ...(level === undefined ? {} : { level }) });
}

export function riskWithdrawn(enrolmentId: string, withdrawnOn: Day) {
  return report('dropout-risk-withdrawn.v1', { enrolmentId, withdrawnOn });
}

export function contactAssigned(role: ContactRole, from: Day, until?: Day) {
  const data = { role, organisation: `office of ${from}`, from, ...(until === undefined ? {} : { until }) };
  return report('contact-person-assigned.v1', data, 'municipality-0751');
}

export function contactEnded(role: ContactRole, lastDay: Day) {
  return report('contact-person-ended.v1', { role, lastDay }, 'municipality-0751');
}

export function contactMade(on: Day, municipality = '0751') {
  return report(
    'contact-made.v1',
    { on, channel: { system: 'x', code: '1' }, guardianInvolved: false },
    `municipality-${municipality}`,
  );
}

/** The full new content of an earlier report, given as the report that it should have been. */
export function corrected<T extends ReportType>(target: string, content: Draft<T>): Draft<'report-corrected.v1'> {
  const data = { corrects: { id: target }, target, contentTypes: [content.type], content: { ...content.data } };
  return { type: 'report-corrected.v1', reporter: content.reporter, data };
}

export function withdrawn(target: string, reporter = SCHOOL): Draft<'report-withdrawn.v1'> {
  return { type: 'report-withdrawn.v1', reporter, data: { withdraws: { id: target }, target, reason: REASON } };
}
