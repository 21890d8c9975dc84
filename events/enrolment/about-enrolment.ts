import type { Incoming } from '../model/definition.ts';
import type { Day } from '../model/stored.ts';
import type { EnrolmentChangedV1 } from './enrolment-changed.event.ts';
import type { EnrolmentRegisteredV1 } from './enrolment-registered.event.ts';

export type Registration = Incoming<EnrolmentRegisteredV1>;
type Change = Incoming<EnrolmentChangedV1>;

/** Everything that one reporter stated under one enrolment id, in the order recorded. */
export interface AboutEnrolment {
  readonly registrations: readonly Registration[];
  readonly changes: readonly Change[];
  readonly neverStarted: readonly Day[];
  /** Interruptions and completions, except completions of a part, which end nothing. */
  readonly ends: readonly Day[];
  readonly partsCompleted: readonly Day[];
  readonly leaveStarts: readonly Day[];
  readonly leaveEnds: readonly Day[];
  readonly assessments: readonly Day[];
}

/** Nothing stated yet. */
export const NOTHING_ABOUT: AboutEnrolment = {
  registrations: [],
  changes: [],
  neverStarted: [],
  ends: [],
  partsCompleted: [],
  leaveStarts: [],
  leaveEnds: [],
  assessments: [],
};
