import type { ReportData, ReportType } from '../person-event.ts';
import type { ReporterKind } from '../model/source.ts';
import type { Day } from '../model/stored.ts';
import type { StandingCondition } from '../model/standing-condition.ts';

/** Who reports. */
export interface Writer {
  readonly reporter: string;
  readonly reporterKind: ReporterKind;
}

/** The day and the limits a report's standing is judged by; rule data and calendar come in. */
export interface StandingTerms {
  readonly receivedOn: Day;
  /** The event id of what is corrected or withdrawn. */
  readonly target?: string;
  /** Born on this day or earlier: of the age at which a municipality sees nothing. */
  readonly bornAfter: Day;
  /** Whether the civil number's date lies after it. */
  readonly youngByNumber: boolean;
  /** How many days ahead an institution's contact person may be stated of an enrolment that has not begun. */
  readonly contactAheadDays: number;
  readonly graceDays: number;
  addDays(day: Day, days: number): Day;
}

type Conditions = readonly StandingCondition[];
type Needs<T extends ReportType> = (data: ReportData[T], writer: Writer, terms: StandingTerms) => Conditions;

const NOTHING: Conditions = [];
/** The labour-market effort is for its residents of any age. */
const ANY_AGE = { bornAfter: '0000-01-01', youngByNumber: true } as const;
const CLOSED: StandingCondition = { needs: 'closed' };

/** What hangs on an enrolment: the institution must have registered the enrolment named. */
const onOwnEnrolment = ({ enrolmentId }: { readonly enrolmentId: string }): Conditions => [
  { needs: 'own-enrolment', enrolmentId },
];

/** Standing by type, as the table in access.md has it. A new type does not compile until it has a line here. */
const NEEDS: { readonly [T in ReportType]: Needs<T> } = {
  'enrolment-registered.v1': () => NOTHING,
  'enrolment-changed.v1': onOwnEnrolment,
  'enrolment-never-started.v1': onOwnEnrolment,
  'education-interrupted.v1': onOwnEnrolment,
  'education-completed.v1': onOwnEnrolment,
  'leave-started.v1': onOwnEnrolment,
  'leave-ended.v1': onOwnEnrolment,
  'dropout-risk-reported.v1': onOwnEnrolment,
  'dropout-risk-withdrawn.v1': onOwnEnrolment,
  'contact-person-assigned.v1': ({ from }, writer, terms) => [contactOn(from, writer, terms)],
  'contact-person-ended.v1': ({ role, lastDay }, writer, terms) => [
    { needs: 'own-contact', role, on: lastDay, otherwise: contactOn(lastDay, writer, terms) },
  ],
  'became-aware.v1': ({ awareOn }, writer, terms) => [responsibleOn(awareOn, writer, terms)],
  'contact-made.v1': ({ on }, writer, terms) => [responsibleOn(on, writer, terms)],
  'person-registered.v1': byRegister,
  'name-registered.v1': byRegister,
  'protection-changed.v1': byRegister,
  'residence-changed.v1': byRegister,
};

/** The conditions a report of a type must meet; all of them. None: it has standing as it is. */
export function conditionsOf<T extends ReportType>(
  type: T,
  data: ReportData[T],
  { writer, terms }: { writer: Writer; terms: StandingTerms },
): Conditions {
  return Object.hasOwn(NEEDS, type) ? NEEDS[type](data, writer, terms) : [CLOSED];
}

function byRegister(_data: unknown, { reporterKind }: Writer): Conditions {
  return reporterKind === 'cpr' ? NOTHING : [CLOSED];
}

function contactOn(day: Day, writer: Writer, terms: StandingTerms): StandingCondition {
  switch (writer.reporterKind) {
    case 'municipality':
      return responsibleOn(day, writer, terms);
    case 'jobcentre':
      return { ...responsibleOn(day, writer, terms), orHolder: false, ...ANY_AGE };
    case 'institution':
      return {
        needs: 'own-enrolment-on',
        on: day,
        startsBy: terms.addDays(day, terms.contactAheadDays),
        expectedEndFrom: terms.addDays(day, -terms.graceDays),
      };
    // The young person's own details have a door of their own; a company or register states no contact person.
    case 'own':
    case 'company':
    case 'cpr':
    case 'income-register':
      return CLOSED;
  }
}

/** What lies ahead is judged by the day it is received. */
function responsibleOn(
  day: Day,
  { reporter, reporterKind }: Writer,
  terms: StandingTerms,
): StandingCondition & { needs: 'responsibility' } {
  const on = day < terms.receivedOn ? day : terms.receivedOn;
  const municipality = reporter.slice(reporter.indexOf('-') + 1);
  const { bornAfter, youngByNumber } = terms;
  return {
    needs: 'responsibility',
    municipality,
    on,
    orHolder: reporterKind === 'municipality',
    bornAfter,
    youngByNumber,
  };
}
