import { type AnswerOf, listOf, number, object, oneOf, optional, text, week, whole } from '#libs/contract';
import { deliveryGroundMembers } from '../../grounds/delivery-ground.ts';
import { refusalsMember, spanMembers, timelinessRowMembers } from '../../timeliness/timeliness-answer.ts';

/** The groups that own figures can be asked by. */
export const OWN_GROUPS = ['reporter', 'system', 'type', 'week'] as const;

const beforeSchema = object('TimelinessBefore', 'The same reporter in the span before, which is as long.', spanMembers);

const peersSchema = object('Peers', 'The middle of the other reporters of the same type of institution.', {
  institutionType: text('Type of the institution register.', '1061'),
  reporters: whole('Reporters counted: those with reports in the span that you do not speak for.', 87),
  share: number('Half of them have at least this on-time share, 0 to 1.', 0.94),
  median: number('The median of their medians: workdays within which half of the reports lie.', 0),
});

export const ownTimelinessSchema = object('OwnTimeliness', 'When your reports came, by weeks of receipt.', {
  from: week('The first week.'),
  to: week('The last week.'),
  by: oneOf(OWN_GROUPS, 'The group of a row.'),
  before: optional(
    object('SpanBefore', 'By reporter alone: the span before, which is as long.', {
      from: week('Its first week.'),
      to: week('Its last week.'),
    }),
  ),
  rows: listOf(
    object('OwnTimelinessRow', 'One group, in the order of names.', {
      ...timelinessRowMembers,
      before: optional(beforeSchema),
      peers: optional(peersSchema),
    }),
    'Without `figures`: no report that counts in lateness. `before` and `peers` by reporter alone; `peers` from 5 ' +
      'other reporters on.',
  ),
  ...refusalsMember,
  ...deliveryGroundMembers,
});
export type OwnTimelinessAnswer = AnswerOf<typeof ownTimelinessSchema>;
export type OwnGroup = (typeof OWN_GROUPS)[number];
