import { About } from '#libs/validation';
import { CodeField, CodeValue, Day, Person, PersonRef } from '../model/fields.ts';
import { AWARENESS_GROUNDS } from './neutral-codes.ts';

/**
 * The municipality itself found out that the young person does not follow the plan. Stored format: add a version, never
 * edit.
 */
export class BecameAwareV1 {
  @Person()
  person!: PersonRef;

  @About('The day the municipality became aware; not after the day the report is received.', '2026-11-18')
  @Day()
  awareOn!: string;

  @About('How it became aware.', { system: 'neutral', code: 'school-told' })
  @CodeField(AWARENESS_GROUNDS)
  ground!: CodeValue;
}
