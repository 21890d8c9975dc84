import { OneOf } from '#libs/validation';
import { CodeField, CodeValue, Day, InstitutionNumber, Optional, Person, PersonRef, SenderId, Token } from '../fields.ts';
import { ENROLMENT_KINDS, type EnrolmentKind } from './enrolment-registered.event.ts';

/** Stored format: add a version, never edit. Carries only what changed. */
export class EnrolmentChangedV1 {
  @Person()
  person!: PersonRef;

  @SenderId()
  enrolmentId!: string;

  @Day()
  changedOn!: string;

  @Optional()
  @InstitutionNumber()
  institution?: string;

  @Optional()
  @InstitutionNumber()
  department?: string;

  @Optional()
  @CodeField()
  education?: CodeValue;

  @Optional()
  @Day()
  startsOn?: string;

  @Optional()
  @Day()
  expectedEndsOn?: string;

  @Optional()
  @Token()
  track?: string;

  @Optional()
  @Token()
  schoolPeriod?: string;

  @Optional()
  @OneOf(ENROLMENT_KINDS)
  kind?: EnrolmentKind;
}
