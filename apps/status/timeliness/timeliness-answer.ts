import { type AnswerOf, day, listOf, number, object, oneOf, optional, text, week, whole } from '#libs/contract';
import { deliveryGroundMembers } from '../grounds/delivery-ground.ts';

/** The groups that figures of deliveries can be asked by. */
export const TIMELINESS_GROUPS = ['institution', 'system', 'municipality', 'institution-type', 'type', 'week'] as const;
export type TimelinessGroup = (typeof TIMELINESS_GROUPS)[number];

const classesSchema = object('DelayClasses', 'The reports by workdays that they took.', {
  sameDay: whole('The same day.', 40),
  one: whole('1 workday.', 12),
  twoToThree: whole('2 or 3 workdays.', 3),
  fourToFive: whole('4 or 5 workdays.', 1),
  sixToFourteen: whole('6 to 14 workdays.', 0),
  fifteenToThirty: whole('15 to 30 workdays.', 1),
  more: whole('Over 30 workdays.', 0),
});

const delaySchema = object('Delay', 'Workdays within which half and nine tenths of the reports lie; 31 is "over 30".', {
  median: whole('Half of the reports took at most this many.', 0),
  p90: whole('Nine tenths of the reports took at most this many.', 2),
});

export const deliveryFiguresSchema = object(
  'DeliveryFigures',
  'The reports that are neither history nor a correction or withdrawal.',
  {
    onTime: whole('Received by their deadline.', 51),
    share: number('The on-time share, 0 to 1.', 0.91),
    took: delaySchema,
    classes: classesSchema,
    toRegister: object('DelayOfSecretary', 'From the day it happened to the registration: the secretary’s.', {
      median: whole('Half of the reports took at most this many workdays.', 0),
      p90: whole('Nine tenths of the reports took at most this many workdays.', 1),
    }),
    toReceive: object('DelayOfSystem', 'From the registration to the receipt: the source system’s.', {
      median: whole('Half of the reports took at most this many workdays.', 0),
      p90: whole('Nine tenths of the reports took at most this many workdays.', 1),
    }),
  },
);

/** Members of the figures of a group in a span. */
export const spanMembers = {
  reports: whole('All reports received.', 58),
  history: whole('Reports about the time before the first connection: they count in no lateness.', 2),
  corrections: whole('Corrections among them: they count in no lateness.', 3),
  withdrawals: whole('Withdrawals among them: they count in no lateness.', 1),
  correctionShare: optional(
    number(
      'Corrections and withdrawals of the reports that are no history, 0 to 1; missing if all are history.',
      0.071,
    ),
  ),
  refused: optional(
    object('Refusals', 'From the receipts, by the day of the call: each refusal counts, also of the same report.', {
      reports: whole('Reports refused for what was sent, if they name a reporter of their sender.', 4),
      share: number('Of all reports received or refused, 0 to 1.', 0.065),
    }),
  ),
  figures: optional(deliveryFiguresSchema),
};

/** Members of a row of figures, whoever asks. */
export const timelinessRowMembers = {
  name: text('The number of an institution or municipality, or the name of the group.', '990110'),
  title: optional(text('The name of the institution.', 'Nordby Gymnasium')),
  from: optional(week('By event type alone: the first week of the span, the shortest with 5 reports.')),
  ...spanMembers,
};

/** From which day on refusals are counted by reporter. */
export const refusalsMember = {
  refusalsFrom: optional(day('The day of the first refusal that is counted; missing before it. Earlier ones are not.')),
};

export const timelinessSchema = object('Timeliness', 'Who reported when, by weeks of receipt.', {
  from: week('The first week.'),
  to: week('The last week.'),
  by: oneOf(TIMELINESS_GROUPS, 'The group of a row.'),
  rows: listOf(
    object('TimelinessRow', 'One group, in the order of names: no ranking.', {
      ...timelinessRowMembers,
      missing: optional(
        whole('Reports that are missing today. By institution, municipality and type of institution alone.', 12),
      ),
    }),
    'Without `figures`: no report that counts in lateness. Without `refused`: by type, which receipts do not keep. ' +
      'An event type with fewer than 5 reports in 52 weeks is left out.',
  ),
  ...refusalsMember,
  ...deliveryGroundMembers,
});
export type TimelinessAnswer = AnswerOf<typeof timelinessSchema>;
