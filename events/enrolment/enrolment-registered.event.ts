import { OneOf } from '#libs/validation';
import { CodeField, CodeValue, Day, InstitutionNumber, Optional, Person, PersonRef, SenderId, Token } from '../fields.ts';

/** Kinds of education; which of them qualify, how long they last at most and what combines is rule data. */
export const ENROLMENT_KINDS = ['compulsory', 'preparatory', 'upper-secondary', 'vocational', 'higher', 'other'] as const;
export type EnrolmentKind = (typeof ENROLMENT_KINDS)[number];

/** Stored format: add a version, never edit. */
export class EnrolmentRegisteredV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @InstitutionNumber()
  institution!: string;

  @Optional()
  @InstitutionNumber()
  department?: string;

  @CodeField()
  education!: CodeValue;

  @Day()
  startsOn!: string;

  @Optional()
  @Day()
  expectedEndsOn?: string;

  @Optional()
  @Token()
  track?: string;

  @Optional()
  @Token()
  schoolPeriod?: string;

  @OneOf(ENROLMENT_KINDS)
  kind!: EnrolmentKind;
}
