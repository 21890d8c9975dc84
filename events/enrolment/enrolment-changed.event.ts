import type { Code } from '../stored.ts';
import type { EnrolmentKind } from './enrolment-registered.event.ts';

/** Stored format: add a version, never edit. Carries only what changed. */
export class EnrolmentChangedV1 {
  enrolmentId!: string;
  changedOn!: string;
  institution?: string;
  department?: string;
  education?: Code;
  startsOn?: string;
  expectedEndsOn?: string;
  track?: string;
  schoolPeriod?: string;
  kind?: EnrolmentKind;
}
