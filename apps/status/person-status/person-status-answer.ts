import { daysBetween, localDay } from '#libs/calendar';
import type { KnownSpell } from '#projections/education-status/status.query';
import type { Day, Instant } from '#events/model/stored';
import { type AnswerOf, day, listOf, municipality, object, optional, orNull } from '#libs/contract';
import { type Rests, restsMembers } from '../behind-mark.ts';
import { viewMembers, whoMembers } from '../person-answer.ts';
import { explanationSchema } from '../explanation-schema.ts';
import { reasonSchema, statusSchema } from '#projections/education-status/status-schemas';
import { conflictSchema, enrolmentSchema, secondarySchema } from '../status-answer-parts.ts';

/** The answer of `GET /v1/persons/{key}/status`. */
export const personStatusSchema = object('PersonStatus', 'The status of a person on a day as known at a time.', {
  ...whoMembers,
  ...viewMembers,
  status: statusSchema,
  reason: optional(reasonSchema),
  since: orNull(
    day('A day.'),
    'The first day of the unbroken run of the same status on the same enrolment; ' +
      'null if it would tell a protected birth date.',
  ),
  until: optional(day('The last day of the run, if it has one.', '2029-06-29')),
  validOn: day('The day asked about.'),
  ...restsMembers,
  enrolment: optional(enrolmentSchema),
  municipality: orNull(
    municipality('A municipality.'),
    'The municipality of residence on the day; null if it is not known.',
  ),
  secondary: secondarySchema,
  conflicts: listOf(conflictSchema, 'Reports that cannot all be so.'),
  explanation: explanationSchema,
});
export type PersonStatusAnswer = AnswerOf<typeof personStatusSchema>;

/** The answer that shows a spell, for a day and a state of knowledge. */
export function toPersonStatus(spell: KnownSpell, requested: Rests & { validOn: Day; municipality: string | null }) {
  const {
    status,
    reason,
    since,
    until,
    enrolment,
    secondary,
    conflicts,
    deciding,
    losing,
    losingLeftOut,
    rule,
    ruleVersion,
    newestReportAt,
  } = spell;
  const { validOn, knownAt, final, ruleVersion: answeredBy, municipality } = requested;
  return {
    status,
    ...(reason === undefined ? {} : { reason }),
    since,
    ...(until === null ? {} : { until }),
    validOn,
    knownAt,
    final,
    ruleVersion: answeredBy,
    ...(enrolment === undefined ? {} : { enrolment }),
    municipality,
    secondary,
    conflicts,
    explanation: {
      rule,
      version: ruleVersion,
      deciding,
      losing,
      ...(losingLeftOut === undefined ? {} : { losingLeftOut }),
      freshness: freshnessOf(newestReportAt, knownAt.time),
    },
  };
}

/** Age of the newest report on the deciding enrolment at the state of knowledge. @returns null if no report decided */
function freshnessOf(
  newestReportAt: Instant | undefined,
  knownAt: Instant | undefined,
): { newestReportAt: Instant; days: number } | null {
  if (newestReportAt === undefined || knownAt === undefined) return null;
  return { newestReportAt, days: Math.max(0, daysBetween(localDay(newestReportAt), localDay(knownAt))) };
}
