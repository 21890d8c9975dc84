import { pointerTo } from '#libs/validation';
import { type DecideContext, type Decision, datedAhead, decision, findingIf, type Subject } from '../model/decision.ts';
import type { EnrolmentsState } from './known-enrolment.ts';
import { spanAhead, spanOn, spansOf } from '../model/spans.ts';
import { aboutOf, enrolmentOutsideAges, findEnrolment } from './named-enrolment.ts';
import type { Incoming } from '../model/definition.ts';
import type { EnrolmentNeverStartedV1 } from './enrolment-never-started.event.ts';

export function decideNeverStarted(
  subject: Subject<Incoming<EnrolmentNeverStartedV1>>,
  state: EnrolmentsState,
  context: DecideContext,
): Decision {
  const { establishedOn } = subject.data;
  const pointer = pointerTo(subject.at, 'establishedOn');
  const enrolment = findEnrolment(state, subject, establishedOn, 'ahead');
  const { registrations, ends, partsCompleted } = aboutOf(state, subject);
  const spans = spansOf(
    registrations.map(({ startsOn }) => startsOn),
    ends,
  );
  const place = spanAhead(spans, establishedOn);
  const isPartDone = partsCompleted.some((day) => spanOn(spans, day) === place);
  return decision({
    refusals: [datedAhead(context, establishedOn, pointer), enrolmentOutsideAges(enrolment, pointer, context)],
    warnings: [
      findingIf(
        enrolment !== undefined && (enrolment.endedOn !== null || isPartDone),
        pointer,
        'never-started-and-ended',
      ),
    ],
    held: enrolment === undefined,
  });
}
