import type { Code } from '../stored.ts';

/** Stored format: add a version, never edit. */
export class EducationInterruptedV1 {
  enrolmentId!: string;
  lastDay!: string;
  reason!: Code;
}
