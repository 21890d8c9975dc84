import { addDays } from '#libs/calendar';
import type { KnowledgeProjection } from '#libs/bitemporal';
import type { RuleBook } from '#libs/rules';
import { eventsReadBy } from '#events/catalogue';
import { expectedReports } from './missing-reports.evolve.ts';

export const MISSING_REPORTS = 'missing-reports';

/** Gives a name an id of its own. */
export type ItemIdOf = (name: string) => string;

/** Answers "which expected report is missing, and whose it is", on any day as known at any position. */
export function missingReports(rules: RuleBook, itemIdOf: ItemIdOf): KnowledgeProjection {
  return {
    name: MISSING_REPORTS,
    table: 'missing_reports.items',
    keyColumn: 'item',
    keyType: 'uuid',
    columns: ['valid_from', 'valid_to', 'reporter', 'check_id', 'reason', 'department', 'enrolment_id', 'event_id'],
    caresFor: eventsReadBy(MISSING_REPORTS),
    fromFirstEvent: false,
    beliefs: (known) =>
      expectedReports(known, rules).map(({ check, reason, reporter, department, enrolmentId, dueOn, to, cause }) => ({
        // The person's key is random: without it the id could be guessed from the sender's own ids.
        key: itemIdOf(`${check} ${known.person} ${cause}`),
        columns: [
          addDays(dueOn, 1),
          to === null ? 'infinity' : addDays(to, 1),
          reporter,
          check,
          reason,
          department ?? null,
          enrolmentId ?? null,
          cause,
        ],
      })),
  };
}
