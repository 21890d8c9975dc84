import type { Day } from '#events/model/stored';
import type { MissingCheck, MissingReason } from './missing-checks.ts';

/** A report that is expected and not there, as known at a state of knowledge. */
export interface ExpectedReport {
  readonly check: MissingCheck;
  readonly reason: MissingReason;
  /** The reporter that should report. */
  readonly reporter: string;
  readonly department?: string;
  readonly enrolmentId?: string;
  /** The last day on which the report is not missing yet. */
  readonly dueOn: Day;
  /** The last day on which it is missing; null if that is not known. */
  readonly to: Day | null;
  /** The event that gives rise to the expectation. */
  readonly cause: string;
}
