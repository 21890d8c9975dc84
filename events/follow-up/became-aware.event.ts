import { CodeField, CodeValue, Day, Person, PersonRef } from '../fields.ts';

/** The municipality itself learnt that the young person does not follow the plan. Stored format: add a version, never edit. */
export class BecameAwareV1 {
  @Person()
  person!: PersonRef;

  @Day()
  awareOn!: string;

  @CodeField('awareness-ground')
  ground!: CodeValue;
}
