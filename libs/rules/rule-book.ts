import type { CalendarName, Day } from '#libs/calendar';
import type { MunicipalityCodeRow, MunicipalityCodeKind } from './municipality-codes.ts';

/** The time within which some reports must be received. Of a list the first row that fits a report decides. */
export interface ReportDeadline {
  /** Types of event; missing: all. */
  readonly eventTypes?: readonly string[];
  /** Institution types, the register's four digits; missing: all reporters. */
  readonly institutionTypes?: readonly string[];
  /** The report is late after this many workdays. */
  readonly workdays: number;
  /** The day from which they count. A report without a registration time counts from the day it happened. */
  readonly countedFrom: 'occurred' | 'registered';
}

/** The limits in force on one day. Each is data with a law reference, never a constant in code. */
export interface RuleValues {
  /** In scope from this birthday. */
  readonly scopeFromAge: number;
  /** In scope until the day before this birthday. */
  readonly scopeBeforeAge: number;
  /** Days past its expected end that an enrolment without a reported end counts as active. */
  readonly graceDays: number;
  /** Months that a drop-out risk lasts unless renewed. */
  readonly riskMonths: number;
  /** Longest duration in months of a course without a reported expected end. Names every kind. */
  readonly longestMonths: Readonly<Record<string, number>>;
  /** Kinds that give `completed` if the whole course is completed. */
  readonly qualifyingKinds: readonly string[];
  /** Pairs of kinds, in either order, that may be active together without a conflict. Use `isKnownCombination`. */
  readonly knownCombinations: readonly (readonly [string, string])[];
  /** The contact clock: the ages it covers and its number of workdays. */
  readonly contactFromAge: number;
  readonly contactBeforeAge: number;
  readonly contactWorkdays: number;
  /** A contact counts on its own day if its report is recorded within this many workdays after it. */
  readonly contactToldWorkdays: number;
  /**
   * From this age the adviser's field set narrows and the key of the name is destroyed. From `scopeBeforeAge` nothing
   * is shown.
   */
  readonly fullAccessBeforeAge: number;
  /** Months without a responsible municipality after which the key of a young person's name is destroyed. */
  readonly nameMonthsAlone: number;
  /** Number of civil numbers that an adviser may be shown within an hour. */
  readonly identitiesAnHour: number;
  /** Number of lookups by civil number without a match that an adviser may make within an hour. */
  readonly missesAnHour: number;
  /** Days that a report with an unknown subject is held before it becomes a finding. */
  readonly heldDays: number;
  /** Months, by kind, after which an enrolment without a reported end carries a warning. Kinds left out have none. */
  readonly warningMonths: Readonly<Record<string, number>>;
  /** Days before its date that an end may be reported without a warning. */
  readonly toldAheadDays: number;
  /** Danish education codes that mean "applied for an admission test" and are never an enrolment. */
  readonly pseudoEducations: readonly string[];
  /** Kinds that an institution type offers, by the register's four digits. A type left out is not checked. */
  readonly kindsByInstitutionType: Readonly<Record<string, readonly string[]>>;
  /** Most held reports of one reporter about one person; more are refused. */
  readonly mostHeldReports: number;
  /** Most reports and corrections of one reporter about one person, without withdrawn ones. */
  readonly mostReportsOnePerson: number;
  /** Most reports and corrections of one reporter about one person, with withdrawn ones. */
  readonly mostSentOnePerson: number;
  /** Days before the start of an enrolment from which its institution may state a contact person. */
  readonly contactAheadDays: number;
  /** When a report is late. The last row fits every report. */
  readonly reportDeadlines: readonly ReportDeadline[];
  /** Days after a reporter's first connection within which reports about the time before it are history. */
  readonly historyDays: number;
  /** Workdays after the day on which an expected report should have come; then it is missing. */
  readonly missingAfterWorkdays: number;
}

export type RuleId = keyof RuleValues;

/**
 * The life of a rule. Only `in-force` decides. `announced` (a plan or bill) and `adopted` (a law not yet in force)
 * decide in a trial alone. `lapsed` decides on the days before its `validBefore`, when it was in force; without that
 * day, never.
 */
export const RULE_STATES = ['announced', 'adopted', 'in-force', 'lapsed'] as const;
export type RuleState = (typeof RULE_STATES)[number];

export interface Rule<Value = unknown> {
  readonly id: RuleId;
  readonly state: RuleState;
  /** Unique within the id. Cited in every answer that the rule decided. */
  readonly version: string;
  readonly value: Value;
  readonly validFrom: Day;
  /** Exclusive; missing while in force. */
  readonly validBefore?: Day;
  /** False: a default of the service itself, which no law states; the texts say so. */
  readonly statutory: boolean;
  readonly law: string;
  readonly da: string;
  readonly en: string;
}

/**
 * A rule whose value has the type of its id. The compiler checks rule data in code; a file is checked when it is read.
 */
export type TypedRule = { [Id in RuleId]: Rule<RuleValues[Id]> & { readonly id: Id } }[RuleId];

/** A municipality's choice of calendar for counting workdays. */
export interface MunicipalCalendar {
  /** Four digits, e.g. `0461`. */
  readonly municipality: string;
  readonly calendar: CalendarName;
  readonly validFrom: Day;
  /** Exclusive; missing while in force. */
  readonly validBefore?: Day;
  /** The decision behind the choice, and its source. */
  readonly law: string;
}

export interface RuleBook {
  /**
   * Names the whole set, `name+hash`, in every answer and figure. The hash covers the values that decide, the holidays
   * and the edition of the folds (`FOLD_EDITION`), so one version never has two meanings.
   */
  readonly version: string;
  /**
   * The values in force on a day. Fast, because folds call it. Returns one frozen object per period, so `===` detects a
   * change. Before the first period the values of the first apply: timelines reach back to births, reports do not.
   */
  on(day: Day): RuleValues;
  /** Days on which any value changes, ascending. Timelines break there. */
  readonly changeDays: readonly Day[];
  /** The calendar by which a municipality counts workdays; `A` unless it chose otherwise. */
  calendarOf(municipality: string | null, day: Day): CalendarName;
  /** The meaning of a municipality code on a day; `unknown` if the list does not have it on that day. */
  placeOf(code: string, day: Day): MunicipalityCodeKind | 'unknown';
  /** Whether the code names a municipality that may be responsible for a young person on the day; false for null. */
  canHold(code: string | null, day: Day): boolean;
  /** Days on which a municipality code begins or ceases to hold, ascending. */
  readonly codeChangeDays: readonly Day[];
  /** The rules that decide, in force or tried. */
  readonly deciding: readonly Rule[];
  /** All rules as data in every state, for the page and the endpoint. */
  readonly rules: readonly Rule[];
  readonly municipalCalendars: readonly MunicipalCalendar[];
  readonly municipalityCodes: readonly MunicipalityCodeRow[];
}
