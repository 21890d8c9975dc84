import { type AnswerOf, day, eitherOf, object, optional, whole } from '#libs/contract';
import { restsMembers } from '../behind-mark.ts';
import { closedWeekSchema } from './closed-week-answer.ts';
import { statusCountsSchema } from './status-counts.ts';

export const cohortSchema = object(
  'Cohort',
  'A cohort on a day as known at a time, exact. Of 25-29-year-olds a risk shows as the enrolment alone.',
  {
    validOn: day('The day the statuses hold on.'),
    ...restsMembers,
    counts: statusCountsSchema,
    coverage: object('Coverage', 'What the counts rest on.', {
      persons: whole('Persons counted.', 1204),
      institutionsReporting: whole('Institutions whose enrolments the statuses rest on.', 31),
      unknown: whole('Persons whose status is unknown: somebody should have reported.', 17),
    }),
    notShown: optional(whole('Of a municipality: residents of 30 and over today, of whom no status is shown.', 88)),
  },
);
export type CohortAnswer = AnswerOf<typeof cohortSchema>;

export const cohortAnswerSchema = eitherOf('CohortAnswer', 'A cohort, or the table of a closed week.', [
  cohortSchema,
  closedWeekSchema,
]);
