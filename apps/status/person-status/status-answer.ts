import { daysBetween, localDay } from '#libs/calendar';
import type { KnownSpell } from '#projections/education-status/status.query';
import type { Day, Instant } from '#events/stored';
import type { PersonView } from '#libs/access';
import type { Rests } from '../behind-mark.ts';
import type { Who } from '../who.ts';

/** The answer of `GET /v1/persons/{key}/status` (interfaces.md). */
export type StatusAnswer = Omit<ReturnType<typeof toStatusAnswer>, 'since'> & { readonly since: Day | null } & Who & Pick<PersonView, 'notShown' | 'mayDo'>;

/** A spell as the status answer shows it, asked for a day as known at a state of knowledge. */
export function toStatusAnswer(spell: KnownSpell, asked: Rests & { validOn: Day; municipality: string | null }) {
  const { status, reason, since, until, enrolment, secondary, conflicts, deciding, losing, losingLeftOut, rule, ruleVersion, newestReportAt } = spell;
  const { validOn, knownAt, final, ruleVersion: answeredBy, municipality } = asked;
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
    explanation: { rule, version: ruleVersion, deciding, losing, ...(losingLeftOut === undefined ? {} : { losingLeftOut }), freshness: freshnessOf(newestReportAt, knownAt.time) },
  };
}

/** How old the newest report on the deciding enrolment was when this was known; null where none decided. */
function freshnessOf(newestReportAt: Instant | undefined, knownAt: Instant | undefined): { newestReportAt: Instant; days: number } | null {
  if (newestReportAt === undefined || knownAt === undefined) return null;
  return { newestReportAt, days: Math.max(0, daysBetween(localDay(newestReportAt), localDay(knownAt))) };
}
