import { CLOCK_NAMES } from '#events/follow-up/clock-names';
import { day, instant, listOf, municipality, object, oneOf, optional, orNull, text, uuid, whole } from '#libs/contract';

export const CALENDAR =
  'A: Mondays to Fridays but public holidays. B: Fridays after Ascension, Constitution Day, ' +
  '24 and 31 December do not count either.';
export const ground = oneOf(
  ['residence', 'last-known', 'school', 'none'],
  'Why the case is with the municipality that has it.',
  'HolderGround',
);
export const holder = orNull(
  municipality('A municipality.'),
  'The municipality that holds the case; null: nobody does.',
);
export const clock = oneOf(CLOCK_NAMES, 'Which clock runs.', 'Clock');
export const cause = uuid('The event that was the cause.');

const dueDate = object('DueDate', 'A due date with its arithmetic.', {
  dueOn: day('The due date.', '2026-11-27'),
  counted: listOf(day('A workday.', '2026-11-23'), 'The workdays that counted.'),
  skipped: listOf(
    object('SkippedDay', 'A day that did not count.', {
      day: day('The day.', '2026-11-28'),
      why: text('Why not.', 'weekend'),
    }),
    'The days that did not count.',
  ),
});

export const byCalendar = object('DueDates', 'The due date by both calendars.', { A: dueDate, B: dueDate });

export const trigger = object('Trigger', 'Why the case began.', {
  kind: oneOf(['report', 'time', 'became-aware'], 'What began it.'),
  eventId: uuid('The event that made it so; for `time` the event whose consequence ran out.'),
  decidedBy: uuid('The event the status rests on.'),
  status: text('The status that is the violation.', 'interrupted'),
  reason: optional(text('Why the status is what it is.', 'never-started')),
  since: day(
    'The day the status changed; the day of awareness; of a never-started the day it was established.',
    '2026-11-20',
  ),
});

export const triggerReport = object(
  'TriggerReport',
  "The report a case rests on; its times are the reporter's delay.",
  {
    eventId: uuid('The report.'),
    type: text('Its type.', 'education-interrupted.v1'),
    reporter: text('Who sent it.', '990110'),
    occurredOn: day('The day it is about.', '2026-11-20'),
    registeredAt: orNull(
      instant('A moment.', '2026-11-21T07:50:00.000Z'),
      'When it was registered in the source system; null if not said.',
    ),
    receivedAt: instant('When it was received.', '2026-11-22T08:15:00.000Z'),
    recordedAt: instant('When it was stored.', '2026-11-22T08:15:00.000Z'),
  },
);

export const handOverSchema = object('HandOver', 'The case came to another holder.', {
  on: day('The day.', '2026-11-24'),
  from: holder,
  to: holder,
  ground,
  cause,
  remainingWorkdays: whole('Workdays left on that day.', 3),
  dueOn: day('The due date from then on.', '2026-11-27'),
});

export const side = object('Side', 'The part of the time one holder has or had.', {
  municipality: holder,
  from: day('The day it came there.', '2026-11-22'),
  counted: object('CountedDays', 'The workdays spent there, by both calendars.', {
    A: listOf(day('A workday.', '2026-11-23'), 'By calendar A.'),
    B: listOf(day('A workday.', '2026-11-23'), 'By calendar B.'),
  }),
});
