import type { Code } from '../stored.ts';

/** Kinds of education; which of them qualify, how long they last at most and what combines is rule data. */
export const ENROLMENT_KINDS = ['compulsory', 'preparatory', 'upper-secondary', 'vocational', 'higher', 'other'] as const;
export type EnrolmentKind = (typeof ENROLMENT_KINDS)[number];

/** Stored format: add a version, never edit. */
export class EnrolmentRegisteredV1 {
  enrolmentId!: string;
  institution!: string;
  department?: string;
  education!: Code;
  startsOn!: string;
  expectedEndsOn?: string;
  track?: string;
  schoolPeriod?: string;
  kind!: EnrolmentKind;
}
