import { ENROLMENT_KINDS } from '#events/enrolment/enrolment-registered.event';
import { day, listOf, object, oneOf, optional, text, uuid, institution } from '#libs/contract';
import { ASSESSOR_KINDS } from '#libs/enrolments';

export const codeSchema = object('Code', "A code of somebody's code set, as it was sent.", {
  system: text('The code set.', 'cosa'),
  code: text('The code.', '1920'),
  version: optional(text('The version of the code set.', '2025-26')),
});

const kind = oneOf(ENROLMENT_KINDS, 'The kind of education.', 'EnrolmentKind');
const enrolmentId = text("The reporter's own id of the enrolment.", 'E-2026-0117');
const reporter = text('Who reported it.', '990110');

export const enrolmentSchema = object('Enrolment', 'The enrolment a status rests on, as it was on the day.', {
  enrolmentId,
  reporter,
  institution: institution('The institution, by its number in the institution register.'),
  department: optional(institution('The department, if it was named.')),
  education: codeSchema,
  kind,
  startsOn: day('The first day.'),
  expectedEndsOn: optional(day('The day it is expected to end, if that was said.', '2029-06-29')),
  endedOn: optional(day('The last day, if an end is known; it may lie ahead.', '2026-11-20')),
});

const secondaryMembers = {
  highestCompleted: optional(
    object('HighestCompleted', 'The most advanced education completed in whole.', {
      enrolmentId,
      reporter,
      education: codeSchema,
      kind,
      completedOn: day('Its very last day.', '2025-06-27'),
    }),
  ),
  risk: optional(
    object('Risk', 'The gravest assessment of the risk of dropping out.', {
      state: oneOf(
        ['active', 'expired-not-renewed'],
        '`expired-not-renewed`: it ran out without another assessment or a withdrawal and gives no status any more.',
      ),
      since: optional(day('Since when it is expired.', '2026-12-01')),
      level: oneOf(['red', 'yellow'], 'How grave.'),
      assessor: oneOf(ASSESSOR_KINDS, 'Whose assessment it is.'),
      assessedOn: day('The day it was assessed.', '2026-09-01'),
      expiresOn: day('The first day without it, unless renewed.', '2026-12-01'),
    }),
  ),
  leave: optional(
    object('Leave', 'The leave of the enrolment.', {
      from: day('The first day.', '2026-10-01'),
      expectedUntil: optional(day('The day it is expected to end; changes nothing.', '2027-01-31')),
      lastDay: optional(day('The last day, once its end is reported.', '2027-01-31')),
    }),
  ),
  extensionNotReported: optional(
    object('ExtensionNotReported', 'The usual length of the kind has passed and no end is reported.', {
      since: day('The day it passed.', '2028-08-10'),
    }),
  ),
  awaitingStart: optional(
    object('AwaitingStart', 'A coming enrolment, if the status is another.', {
      enrolmentId,
      reporter,
      startsOn: day('Its first day.', '2027-08-09'),
    }),
  ),
};

export const secondarySchema = object(
  'Secondary',
  'Facts beside the status; none outside the ages in scope.',
  secondaryMembers,
);

export const conflictSchema = object('Conflict', 'Two or more reports that cannot all be so.', {
  kind: oneOf(
    ['parallel-enrolments', 'ends-disagree', 'end-before-start', 'never-started-and-ended'],
    'What cannot be.',
    'ConflictKind',
  ),
  sides: listOf(listOf(uuid('An event id.'), 'The events that say it.'), 'What is said, side by side.'),
});
