import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, decision, findingIf, type Subject } from '../model/decision.ts';
import { aboutOf, enrolmentOutsideAges, findEnrolment, isOutside } from '../enrolment/named-enrolment.ts';
import type { EnrolmentsState } from '../enrolment/known-enrolment.ts';
import { spanOn, spansOf } from '../model/spans.ts';
import type { Incoming } from '../model/definition.ts';
import type { LeaveEndedV1 } from './leave-ended.event.ts';
import type { LeaveStartedV1 } from './leave-started.event.ts';

export function decideLeaveStarted(
  subject: Subject<Incoming<LeaveStartedV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const { from, expectedUntil } = subject.data;
  const [pointer, until] = [pointerTo(subject.at, 'from'), pointerTo(subject.at, 'expectedUntil')];
  const enrolment = findEnrolment(state, subject, from);
  const { leaveStarts, leaveEnds } = aboutOf(state, subject);
  const spans = spansOf([...leaveStarts, from], leaveEnds);
  const isOutsideFrom = isOutside(enrolment, from, context);
  return decision({
    refusals: [
      findingIf(expectedUntil !== undefined && expectedUntil < from, until, 'until-before-from'),
      enrolmentOutsideAges(enrolment, pointer, context),
    ],
    warnings: [
      findingIf(isOutsideFrom, pointer, 'outside-enrolment'),
      findingIf(
        !isOutsideFrom && expectedUntil !== undefined && isOutside(enrolment, expectedUntil, context),
        until,
        'outside-enrolment',
      ),
      findingIf(
        leaveStarts.some((start) => spanOn(spans, start) === spanOn(spans, from)),
        pointer,
        'leave-known',
      ),
    ],
    held: enrolment === undefined,
  });
}

/** Refuses an end before every known start. Accepts an end without any known start: it may have overtaken its start. */
export function decideLeaveEnded(
  subject: Subject<Incoming<LeaveEndedV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const { lastDay } = subject.data;
  const { leaveStarts } = aboutOf(state, subject);
  const enrolment = findEnrolment(state, subject, lastDay);
  const pointer = pointerTo(subject.at, 'lastDay');
  return decision({
    refusals: [
      findingIf(leaveStarts.length > 0 && leaveStarts.every((from) => lastDay < from), pointer, 'until-before-from'),
      enrolmentOutsideAges(enrolment, pointer, context),
    ],
    warnings: [
      findingIf(enrolment !== undefined && leaveStarts.length === 0, pointer, 'leave-not-started'),
      findingIf(lastDay > context.unwarnedUntil, pointer, 'end-far-ahead'),
      findingIf(isOutside(enrolment, lastDay, context), pointer, 'outside-enrolment'),
    ],
    held: enrolment === undefined,
  });
}
