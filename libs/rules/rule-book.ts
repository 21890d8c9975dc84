import type { Day } from '#libs/calendar';

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
  /** Longest duration in months, by kind, where no expected end was reported. */
  readonly longestMonths: Readonly<Record<string, number>>;
  /** Kinds that give `completed` when completed whole. */
  readonly qualifyingKinds: readonly string[];
  /** Pairs of kinds that may be active together without a conflict. */
  readonly knownCombinations: readonly (readonly [string, string])[];
  /** The contact clock: ages it covers and how many workdays it gives. */
  readonly contactFromAge: number;
  readonly contactBeforeAge: number;
  readonly contactWorkdays: number;
  /** From this age the adviser's field set narrows; from `scopeBeforeAge` nothing is shown. */
  readonly fullAccessBeforeAge: number;
  /** Days a report whose subject is unknown is held before it becomes a finding. */
  readonly heldDays: number;
}

export interface Rule<Value = unknown> {
  readonly id: keyof RuleValues;
  readonly version: string;
  readonly value: Value;
  readonly validFrom: Day;
  /** Exclusive; missing while in force. */
  readonly validBefore?: Day;
  readonly law: string;
  readonly da: string;
  readonly en: string;
}

export interface RuleBook {
  /** Names the whole set; on every answer and figure. */
  readonly version: string;
  /** The values in force on a day. Fast: called in folds. */
  on(day: Day): RuleValues;
  /** Days on which any value changes, ascending: timelines break there. */
  readonly changeDays: readonly Day[];
  /** Which calendar a municipality counts workdays by; `A` unless it chose otherwise. */
  calendarOf(municipality: string | null, day: Day): 'A' | 'B';
  /** All rules as data, for the page and the endpoint. */
  readonly rules: readonly Rule[];
}
