import type { Code } from '../stored.ts';

/** The municipality itself learnt that the young person does not follow the plan. Stored format: add a version, never edit. */
export class BecameAwareV1 {
  awareOn!: string;
  ground!: Code;
}
