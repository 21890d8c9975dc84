import type { Day } from '#libs/calendar';

export const KINDS_OF_UNIT = ['stand-alone', 'main', 'department'] as const;
export type KindOfUnit = (typeof KINDS_OF_UNIT)[number];

/** The stored facts about an institution; none about persons. */
export interface Institution {
  /** Six digits. */
  readonly number: string;
  readonly name: string;
  /** Four digits, e.g. 1012; 1010 and 1011 are continuation schools (efterskoler). */
  readonly type: string;
  readonly typeName: string | null;
  readonly kindOfUnit: KindOfUnit;
  /** The main institution of a department. */
  readonly mainInstitution: string | null;
  /** Municipality of its address, four digits. */
  readonly municipality: string;
  readonly owner: string | null;
}

/** An institution of a short list. Its kind of unit follows from the main institutions that the list names. */
export type ListedInstitution = Pick<Institution, 'number' | 'name' | 'type' | 'municipality'> & {
  readonly mainInstitution?: string;
};

/** A version of an institution, with the days on which it holds. */
export interface DatedInstitution extends Institution {
  /** null: always. */
  readonly validFrom: Day | null;
  /** Exclusive; null while it holds. */
  readonly validBefore: Day | null;
}

/** A row that was left out, with the remedy. */
export interface Refusal {
  /** Counted as in a spreadsheet: the header is line 1. */
  readonly line: number;
  /** The column name of the register. */
  readonly field: string;
  readonly rule: string;
  readonly remedy: string;
}

/**
 * A row of a register: an institution, or the refusals. The number of a refused row keeps its institution from being
 * closed.
 */
export type RegisterRow =
  | { readonly line: number; readonly institution: Institution }
  | { readonly line: number; readonly number: string | null; readonly refusals: readonly Refusal[] };
