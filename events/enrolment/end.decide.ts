import { type DecideContext, type Decision, decision, findingIf } from '../model/decision.ts';
import type { EnrolmentsState } from './known-enrolment.ts';
import type { Day } from '../model/stored.ts';
import { enrolmentOutsideAges, findEnrolment } from './named-enrolment.ts';

interface ReportedEnd {
  readonly reporter: string;
  readonly data: { readonly enrolmentId: string };
  readonly day: Day;
  /** The JSON pointer of the day. */
  readonly pointer: string;
  /** False for the completion of a part. */
  readonly endsEnrolment: boolean;
}

/**
 * Decides on an interruption or a completion. Refuses an end before the start: that is an `enrolment-never-started`.
 */
export function decideEnd(end: ReportedEnd, state: EnrolmentsState, context: DecideContext): Decision {
  const { day, pointer, endsEnrolment } = end;
  const enrolment = findEnrolment(state, end, day);
  const otherEnd = endsEnrolment && enrolment !== undefined && enrolment.endedOn !== null && enrolment.endedOn !== day;
  return decision({
    refusals: [
      findingIf(enrolment !== undefined && day < enrolment.startsOn, pointer, 'end-before-start'),
      enrolmentOutsideAges(enrolment, pointer, context),
    ],
    warnings: [
      findingIf(day > context.unwarnedUntil, pointer, 'end-far-ahead'),
      findingIf(
        enrolment !== undefined && day > context.limitOf({ ...enrolment, expectedEndsOn: null }),
        pointer,
        'end-beyond-longest',
      ),
      findingIf(enrolment?.neverStarted === true, pointer, 'never-started-and-ended'),
      findingIf(otherEnd, pointer, 'end-known'),
    ],
    held: enrolment === undefined,
  });
}
