import { Nested } from '#libs/validation';
import { CodeField, CodeValue, Person, PersonRef } from '../fields.ts';
import { ReportReference } from './report-corrected.event.ts';

/** Stored format: add a version, never edit. */
export class ReportWithdrawnV1 {
  @Person()
  person!: PersonRef;

  @Nested(() => ReportReference)
  withdraws!: ReportReference;

  @CodeField('withdrawal-reason')
  reason!: CodeValue;
}
