import type { Day } from '#libs/calendar';

export const KINDS_OF_UNIT = ['stand-alone', 'main', 'department'] as const;
export type KindOfUnit = (typeof KINDS_OF_UNIT)[number];

/** What is kept of an institution; nothing about persons. */
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
  /** Where it lies, four digits. */
  readonly municipality: string;
  readonly owner: string | null;
}

/** An institution of a short list: what it is follows from who belongs to whom. */
export type ListedInstitution = Pick<Institution, 'number' | 'name' | 'type' | 'municipality'> & {
  readonly mainInstitution?: string;
};

/** An institution as it stood for a while. */
export interface DatedInstitution extends Institution {
  /** null: always. */
  readonly validFrom: Day | null;
  /** Exclusive; null while it holds. */
  readonly validBefore: Day | null;
}

/** A row that was left out, and what to do about it. */
export interface Refusal {
  /** As a spreadsheet counts: the header is line 1. */
  readonly line: number;
  /** The register's own column name. */
  readonly field: string;
  readonly rule: string;
  readonly remedy: string;
}

/** A row of a register: an institution, or why it is none. `number` keeps a refused one from being closed. */
export type RegisterRow =
  | { readonly line: number; readonly institution: Institution }
  | { readonly line: number; readonly number: string | null; readonly refusals: readonly Refusal[] };
