import type { CalendarName, Day } from '#libs/calendar';
import type { MunicipalityCodeRow, MunicipalityCodeKind } from './municipality-codes.ts';

/** The limits in force on one day. Every one of them is data with a law reference, never a constant in code. */
export interface RuleValues {
  /** In scope from this birthday … */
  readonly scopeFromAge: number;
  /** … until the day before this one. */
  readonly scopeBeforeAge: number;
  /** Days an enrolment without a reported end counts as active past its expected end. */
  readonly graceDays: number;
  /** Months a drop-out risk lasts unless renewed. */
  readonly riskMonths: number;
  /** Longest duration in months, by kind (every kind is named), where no expected end was reported. */
  readonly longestMonths: Readonly<Record<string, number>>;
  /** Kinds that give `completed` when completed whole. */
  readonly qualifyingKinds: readonly string[];
  /** Pairs of kinds, in either order, that may be active together without a conflict: ask `isKnownCombination`. */
  readonly knownCombinations: readonly (readonly [string, string])[];
  /** The contact clock: ages it covers and how many workdays it gives. */
  readonly contactFromAge: number;
  readonly contactBeforeAge: number;
  readonly contactWorkdays: number;
  /** Workdays after a contact within which its report must be recorded for the contact's own day to count. */
  readonly contactToldWorkdays: number;
  /** From this age the adviser's field set narrows, and the key of the name is destroyed; from `scopeBeforeAge` nothing is shown. */
  readonly fullAccessBeforeAge: number;
  /** Months without a responsible municipality after which the key of a young person's name is destroyed. */
  readonly nameMonthsAlone: number;
  /** How often an adviser may be shown a civil number within an hour. */
  readonly identitiesAnHour: number;
  /** How many civil numbers an adviser may look up in vain within an hour. */
  readonly missesAnHour: number;
  /** Days a report whose subject is unknown is held before it becomes a finding. */
  readonly heldDays: number;
  /** Months, by kind, from which an enrolment without a reported end carries a warning; a kind left out has none. */
  readonly warningMonths: Readonly<Record<string, number>>;
  /** Days an end may be reported ahead of its receipt without a warning. */
  readonly toldAheadDays: number;
  /** Danish education codes that mean "applied for an admission test" and are never an enrolment. */
  readonly pseudoEducations: readonly string[];
  /** Kinds an institution type offers, by the register's four digits; a type left out is not checked. */
  readonly kindsByInstitutionType: Readonly<Record<string, readonly string[]>>;
  /** Held reports one reporter can have about one person; more are refused. */
  readonly mostHeldReports: number;
  /** Reports and corrections of one reporter about one person that are not withdrawn. */
  readonly mostReportsOnePerson: number;
  /** The same with those that were withdrawn. */
  readonly mostSentOnePerson: number;
  /** Days before an enrolment begins from which its institution may state a contact person. */
  readonly contactAheadDays: number;
}

export type RuleId = keyof RuleValues;

/**
 * The life of a rule. Only `in-force` decides. `announced` (a plan or bill) and `adopted` (a law not yet in force) decide
 * in a trial alone. `lapsed` decides on the days before its `validBefore`, when it was in force; without that day, never.
 */
export const RULE_STATES = ['announced', 'adopted', 'in-force', 'lapsed'] as const;
export type RuleState = (typeof RULE_STATES)[number];

export interface Rule<Value = unknown> {
  readonly id: RuleId;
  readonly state: RuleState;
  /** Unique within the id; on every answer the rule decided. */
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

/** A rule whose value has the type of its id: rule data in code is checked by the compiler, in a file when read. */
export type TypedRule = { [Id in RuleId]: Rule<RuleValues[Id]> & { readonly id: Id } }[RuleId];

/** A municipality's choice of the calendar it counts workdays by. */
export interface MunicipalCalendar {
  /** Four digits, e.g. `0461`. */
  readonly municipality: string;
  readonly calendar: CalendarName;
  readonly validFrom: Day;
  /** Exclusive; missing while in force. */
  readonly validBefore?: Day;
  /** Whose decision it is and where it can be read. */
  readonly law: string;
}

export interface RuleBook {
  /**
   * Names the whole set, `name+hash`, on every answer and figure. The hash covers the values that decide, the holidays
   * and the edition of the folds (`FOLD_EDITION`), so another meaning never carries the same version.
   */
  readonly version: string;
  /**
   * The values in force on a day. Fast: called in folds. One frozen object per period, so `===` tells a change.
   * Before the first period its values stand: timelines reach back to births, reports do not.
   */
  on(day: Day): RuleValues;
  /** Days on which any value changes, ascending: timelines break there. */
  readonly changeDays: readonly Day[];
  /** Which calendar a municipality counts workdays by; `A` unless it chose otherwise. */
  calendarOf(municipality: string | null, day: Day): CalendarName;
  /** The meaning of a municipality code on a day; `unknown` if the list does not have it then. */
  placeOf(code: string, day: Day): MunicipalityCodeKind | 'unknown';
  /** Whether the code is a municipality's that may be responsible for a young person on the day; false for null. */
  canHold(code: string | null, day: Day): boolean;
  /** Days on which a municipality code begins or ends to hold, ascending. */
  readonly codeChangeDays: readonly Day[];
  /** The rules that decide, in force or tried. */
  readonly deciding: readonly Rule[];
  /** All rules as data in every state, for the page and the endpoint. */
  readonly rules: readonly Rule[];
  readonly municipalCalendars: readonly MunicipalCalendar[];
  readonly municipalityCodes: readonly MunicipalityCodeRow[];
}
