import { About, OneOf } from '#libs/validation';
import {
  CodeField,
  CodeValue,
  Day,
  InstitutionNumber,
  Optional,
  Person,
  PersonRef,
  SenderId,
  Token,
} from '../model/fields.ts';
import { ENROLMENT_KINDS, type EnrolmentKind } from './enrolment-registered.event.ts';

/** Contains only the members that changed. Stored format: add a version, never edit. */
export class EnrolmentChangedV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment that changed.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About("The day the change takes effect; dates among the changes hold for the enrolment's whole life.", '2027-01-04')
  @Day()
  changedOn!: string;

  @About('Only if it changed.', '990110')
  @Optional()
  @InstitutionNumber()
  institution?: string;

  @About('Only if it changed.', '990111')
  @Optional()
  @InstitutionNumber()
  department?: string;

  @About('The education, only if it changed.', { system: 'cosa', code: '1920', version: '2025-26' })
  @Optional()
  @CodeField()
  education?: CodeValue;

  @About('The first day, only if it changed.', '2026-08-10')
  @Optional()
  @Day()
  startsOn?: string;

  @About('The day it is expected to end, only if it changed.', '2029-12-21')
  @Optional()
  @Day()
  expectedEndsOn?: string;

  @About('The track, only if it changed.', 'agu')
  @Optional()
  @Token()
  track?: string;

  @About('The school period, only if it changed.', 'H1')
  @Optional()
  @Token()
  schoolPeriod?: string;

  @About('The kind of education, only if it changed.', 'vocational')
  @Optional()
  @OneOf(ENROLMENT_KINDS)
  kind?: EnrolmentKind;
}
