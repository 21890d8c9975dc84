import { RELATIONS } from '#libs/access';
import {
  type AnswerOf,
  bothLanguages,
  day,
  flag,
  instant,
  listOf,
  municipality,
  object,
  oneOf,
  orNull,
  text,
  uuid,
  whole,
} from '#libs/contract';
import { CASE_STATES } from '#projections/follow-up-cases/case-row';
import { viewMembers, whoMembers } from '../person-answer.ts';
import {
  CALENDAR,
  ground,
  holder,
  clock,
  cause,
  byCalendar,
  trigger,
  triggerReport,
  handOverSchema,
  side,
} from './case-parts.ts';

const listedMembers = {
  ...whoMembers,
  ...viewMembers,
  relation: oneOf(RELATIONS, 'What binds the caller to the person today.', 'Relation'),
  caseId: uuid('The case.'),
  person: uuid("The person's key."),
  clock,
  knownOn: day('The day the municipality could first see it; it does not count.', '2026-11-22'),
};

export const caseSchema = object('FollowUpCase', 'A follow-up case with the arithmetic of its due date.', {
  ...listedMembers,
  state: oneOf(CASE_STATES, 'What has become of it.', 'CaseState'),
  municipality: holder,
  ground,
  groundSince: day('Since when it is there on this ground.', '2026-11-22'),
  calendar: oneOf(['A', 'B'], `The calendar in force. ${CALENDAR}`, 'Calendar'),
  dueOn: day('The due date; the day itself is in time.', '2026-11-27'),
  due: byCalendar,
  rule: text('Id of the rule.', 'follow-up.contact'),
  ruleVersion: text('The version of the rules it was opened under.', '2026-11-29.1'),
  trigger,
  report: orNull(triggerReport, 'The report it rests on; null if it is not in the log any more.'),
  openedAt: instant('When the service stated the case.', '2026-11-22T08:15:01.000Z'),
  reopens: orNull(uuid('A case.'), 'The case this one carries on; null if none.'),
  reschedules: listOf(
    object('Reschedule', 'The municipality was aware earlier than the case said.', {
      cause,
      knownOn: day('The day of knowledge from then on.', '2026-11-20'),
    }),
    'Changes of the day of knowledge.',
  ),
  handovers: listOf(handOverSchema, 'Changes of the holder.'),
  formerMunicipalities: listOf(municipality('A municipality.'), 'Who had it before.'),
  breachedOn: orNull(
    day('A day.', '2026-11-28'),
    'The morning after the due date, if it passed; stays whatever ends the case.',
  ),
  closedOn: orNull(day('A day.', '2026-11-26'), 'The day of the contact that closed it.'),
  closedCause: orNull(uuid('An event.'), 'The contact-made event that closed it.'),
  inTime: orNull(
    flag('Whether it counts as in time.', true),
    'Whether the contact counts as in time; null unless closed.',
  ),
  timing: orNull(
    oneOf(['in-time', 'late', 'told-late', 'contact-before-report'], 'How it counts.', 'ContactTiming'),
    "How the contact's day stands to the due date; null unless closed.",
  ),
  toldOn: orNull(day('A day.', '2026-11-26'), 'The day the contact was reported; null unless closed.'),
  cancelledOn: orNull(day('A day.', '2026-11-25'), 'The day it was cancelled.'),
  cancelledCause: orNull(uuid('An event.'), 'The event that cancelled it.'),
  cancelledWhy: orNull(
    oneOf(
      ['trigger-withdrawn', 'trigger-corrected', 'activity-started', 'out-of-scope', 'rules-changed'],
      'Why.',
      'CancelledWhy',
    ),
    'Why it was cancelled; null unless cancelled.',
  ),
  turned18On: orNull(
    day('A day.', '2027-03-14'),
    'The 18th birthday, if it falls while the clock runs: a mark, no end.',
  ),
  workdaysLeft: orNull(
    whole('Workdays.', 3),
    'Workdays after today up to and including the due date; null once the case has ended.',
  ),
  workdaysOver: orNull(
    whole('Workdays.', 0),
    'Workdays since the due date; 0 while there is time, null once the case has ended.',
  ),
  sides: listOf(side, 'The workdays by who held the case on them.'),
  why: bothLanguages,
  removedBy: orNull(bothLanguages, 'What takes the case off the list; null once it is off.'),
  closed: orNull(bothLanguages, 'How the contact counts; null unless closed.'),
});

export const handedOverCaseSchema = object(
  'HandedOverCase',
  'What a municipality keeps of a case it has handed over: what it did, not what became of it.',
  {
    ...listedMembers,
    state: oneOf(['handed-over'], 'Handed over.'),
    municipality: municipality('The municipality that handed it over.'),
    handedOverOn: day('The day it was handed over.', '2026-11-24'),
    remainingWorkdays: whole('Workdays left on that day.', 3),
  },
);
export type HandedOverCase = AnswerOf<typeof handedOverCaseSchema>;
