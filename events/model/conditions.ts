import type { ReporterKind } from './source.ts';
import type { StandingCondition } from './standing-condition.ts';
import type { Day } from './stored.ts';

/** The reporter of a report. */
export interface Writer {
  readonly reporter: string;
  readonly reporterKind: ReporterKind;
}

/** The day and the limits that decide on a report's standing, computed from rule data and calendar by the caller. */
export interface StandingTerms {
  readonly receivedOn: Day;
  /** The event id of the report that is corrected or withdrawn. */
  readonly target?: string;
  /** A birth date on or before this day means the person has reached the age from which a municipality sees nothing. */
  readonly bornAfter: Day;
  /** True if the birth date in the civil number lies after `bornAfter`. */
  readonly youngByNumber: boolean;
  /** How many days before an enrolment begins an institution may state a contact person. */
  readonly contactAheadDays: number;
  readonly graceDays: number;
  addDays(day: Day, days: number): Day;
}

/** Conditions that must all be met. A report with an empty list always has standing. */
export type Conditions = readonly StandingCondition[];

/** The conditions a report must meet to count (docs/adr/0019). */
export type Needs<Data> = (data: Data, writer: Writer, terms: StandingTerms) => Conditions;

/** The labour-market effort covers residents of any age. */
const ANY_AGE = { bornAfter: '0000-01-01', youngByNumber: true } as const;

/** A condition that no event meets. */
export const CLOSED: StandingCondition = { needs: 'closed' };

export function alwaysStands(): Conditions {
  return [];
}

/** The institution must have registered the enrolment that the report names. */
export function onOwnEnrolment({ enrolmentId }: { readonly enrolmentId: string }): Conditions {
  return [{ needs: 'own-enrolment', enrolmentId }];
}

/** The civil register always has standing. */
export function fromRegister(_data: unknown, { reporterKind }: Writer): Conditions {
  return reporterKind === 'cpr' ? [] : [CLOSED];
}

/** The municipality must be responsible on the day. For a day ahead the day of receipt counts. */
export function responsibleOn(
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

/** The condition for stating a contact person on a day, by the kind of reporter. */
export function contactOn(day: Day, writer: Writer, terms: StandingTerms): StandingCondition {
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
    // The young person's own details come through another endpoint; a company or register states no contact person.
    case 'own':
    case 'company':
    case 'cpr':
    case 'income-register':
      return CLOSED;
  }
}
