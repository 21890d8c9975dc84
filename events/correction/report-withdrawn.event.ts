import { About, Nested } from '#libs/validation';
import { CodeField, CodeValue, Person, PersonRef } from '../model/fields.ts';
import { WITHDRAWAL_REASONS } from './withdrawal-reasons.ts';
import { ReportReference } from './report-corrected.event.ts';

/** Stored format: add a version, never edit. */
export class ReportWithdrawnV1 {
  @Person()
  person!: PersonRef;

  @About("The report that is taken back, by its sender's own id.", { id: 'sa-2026-000417' })
  @Nested(() => ReportReference)
  withdraws!: ReportReference;

  @About('Why it is taken back.', { system: 'neutral', code: 'sent-by-mistake' })
  @CodeField(WITHDRAWAL_REASONS)
  reason!: CodeValue;
}
