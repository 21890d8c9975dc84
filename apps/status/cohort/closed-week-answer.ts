import { type AnswerOf, day, object, week as weekOf, whole } from '#libs/contract';
import { restsMembers } from '../behind-mark.ts';
import { statusCountsSchema } from './status-counts.ts';

export const closedWeekSchema = object(
  'ClosedWeek',
  'The table of a closed week, the same whenever it is asked for. Each figure has a fixed noise of -2 to +2.',
  {
    week: weekOf('The week.'),
    validOn: day("The week's Sunday.", '2026-11-29'),
    ...restsMembers,
    counts: statusCountsSchema,
    coverage: object('ClosedWeekCoverage', 'What the table rests on.', {
      persons: whole('Persons counted, with a noise of its own: not the sum of the counts.', 1203),
      unknown: whole('Persons whose status is unknown, as counted.', 17),
    }),
  },
);
export type ClosedWeekAnswer = AnswerOf<typeof closedWeekSchema>;
