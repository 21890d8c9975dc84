import type { Pool } from 'pg';
import { versionAt } from '#libs/enrolments';
import { isPoison } from '#libs/subscriptions';
import { loadOwnReports, personsRegisteredBy } from '#libs/persons';
import type { RuleBook } from '#libs/rules';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { type Cohort, cohortOf } from './cohort-by-age.ts';
import { factsOf } from './facts.ts';
import { verdictOn } from './precedence.ts';
import type { EducationStatus } from './statuses.ts';

export interface OwnReportsQuestion {
  /** Those of the caller's reporters that may report about the institution. */
  readonly reporters: readonly string[];
  /**
   * Limits the count to persons whose last known enrolment is there; undefined for all persons the reporters reported
   * about.
   */
  readonly institution: string | undefined;
  readonly validOn: Day;
  readonly position: number;
}

export interface OwnCohort extends Cohort {
  /** Persons not counted, because the reporter's reports about them cannot be evaluated. */
  readonly unreadable: number;
}

interface ReportedStatus {
  readonly status: EducationStatus;
  readonly institution: string | null;
  readonly persons: 1;
}

/**
 * The cohort of an institution computed from its reporter's own reports alone: no status, birth date, residence or end
 * that another reporter reported shows in it (docs/adr/0026). Folded on each call, page by page, because the rows of
 * the projection come from all reporters' reports. The cost is limited by the number of the institution's own reports.
 */
export async function countOwnReports(
  pool: Pool,
  rules: RuleBook,
  { reporters, institution, validOn, position }: OwnReportsQuestion,
): Promise<OwnCohort> {
  const statuses: ReportedStatus[] = [];
  let unreadable = 0;
  for await (const persons of personsRegisteredBy(pool, reporters, position)) {
    for (const history of await loadOwnReports(pool, reporters, persons, position)) {
      const one = tryStatusOn(history, validOn, rules);
      if (!one) unreadable += 1;
      else if (institution === undefined || one.institution === institution) statuses.push(one);
    }
  }
  return { ...cohortOf(statuses), unreadable };
}

function tryStatusOn(history: PersonHistory, day: Day, rules: RuleBook): ReportedStatus | undefined {
  try {
    return reportedStatusOn(history, day, rules);
  } catch (error) {
    if (!isPoison(error)) throw error;
    return undefined;
  }
}

/** Computes the status of one day only: a tenth of the time of a whole timeline. */
function reportedStatusOn(history: PersonHistory, day: Day, rules: RuleBook): ReportedStatus {
  const { status, enrolment, deciding } = verdictOn(factsOf(history, rules), day, rules.on(day));
  if (enrolment) return { status, institution: versionAt(enrolment, day).shown.institution, persons: 1 };
  const registrations = history.events.filter((event) => event.type === 'enrolment-registered.v1');
  const last = registrations.findLast(({ eventId }) => deciding.includes(eventId)) ?? registrations.at(-1);
  return { status, institution: last?.data.institution ?? null, persons: 1 };
}
