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

/** Kinds of education. Rule data decides which of them qualify, how long they last at most and which combine. */
export const ENROLMENT_KINDS = [
  'compulsory',
  'preparatory',
  'upper-secondary',
  'vocational',
  'higher',
  'other',
] as const;
export type EnrolmentKind = (typeof ENROLMENT_KINDS)[number];

/** Stored format: add a version, never edit. */
export class EnrolmentRegisteredV1 {
  @Person()
  person!: PersonRef;

  @About('The enrolment.', 'E-2026-0117')
  @SenderId()
  enrolmentId!: string;

  @About('Where the person is enrolled.', '990110')
  @InstitutionNumber()
  institution!: string;

  @About('The department of the institution, if there is one.', '990111')
  @Optional()
  @InstitutionNumber()
  department?: string;

  @About('Which education.', { system: 'cosa', code: '1920', version: '2025-26' })
  @CodeField()
  education!: CodeValue;

  @About('The first day.', '2026-08-10')
  @Day()
  startsOn!: string;

  @About('The day it is expected to end. Without it the usual length of the kind counts.', '2029-06-29')
  @Optional()
  @Day()
  expectedEndsOn?: string;

  @About('The track, of a preparatory education.', 'agu')
  @Optional()
  @Token()
  track?: string;

  @About('The school period, of a vocational education.', 'H1')
  @Optional()
  @Token()
  schoolPeriod?: string;

  @About('The kind of education; which kinds fulfil the duty is rule data.', 'vocational')
  @OneOf(ENROLMENT_KINDS)
  kind!: EnrolmentKind;
}
