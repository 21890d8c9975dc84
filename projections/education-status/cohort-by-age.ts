import { narrowedStatus } from '#libs/access';
import { isDay } from '#libs/calendar';
import type { RuleValues } from '#libs/rules';
import type { Day } from '#events/model/stored';
import type { Cell } from './cohort-cells.ts';
import type { AgeSplit } from './cohort-count.ts';
import type { EducationStatus } from './statuses.ts';

export interface Cohort {
  readonly counts: Readonly<Partial<Record<EducationStatus, number>>>;
  /** The number of persons and the basis of the count. */
  readonly coverage: {
    readonly persons: number;
    /** Number of institutions whose enrolments decide the statuses. */
    readonly institutionsReporting: number;
    /** Persons with status unknown, about whom a report is missing. */
    readonly unknown: number;
  };
}

/**
 * A municipality's cohort. `notShown` counts the persons whom the law hides from everyone in the municipality, so the
 * total is the same whatever their ages.
 */
export interface CohortByAge extends Cohort {
  readonly notShown: number;
}

/** The split by today's ages, with birth dates as known at a position. */
export function agesOn(
  today: Day,
  limits: Pick<RuleValues, 'fullAccessBeforeAge' | 'scopeBeforeAge'>,
  agedAt: number,
): AgeSplit {
  return {
    kind: 'ages',
    fullAfter: lastBirthDate(today, limits.fullAccessBeforeAge),
    shownAfter: lastBirthDate(today, limits.scopeBeforeAge),
    agedAt,
  };
}

/**
 * The last birth date of persons who have reached the age. A person born on 29 February reaches it on 1 March in a year
 * without that day.
 */
function lastBirthDate(today: Day, years: number): Day {
  const text = `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${today.slice(4)}`;
  return isDay(text) ? text : `${text.slice(0, 8)}28`;
}

/**
 * The part of an age split that an adviser's cohort shows. Persons of 25-29 count as narrowTimeline shows them. Of
 * persons of 30 and over only their number in the municipality shows, also in the cohort of an institution, so it does
 * not show whether they are enrolled there.
 */
export function cohortByAge(cells: readonly Cell[], institution?: string): CohortByAge {
  const shown = cells.filter(
    (cell) => cell.shown !== 'not-shown' && (institution === undefined || cell.institution === institution),
  );
  const told = shown.flatMap(({ shown: how, status, kind, institution: of, persons }) => {
    if (status === null) return [];
    const enrolment = kind === null ? {} : { enrolment: { kind } };
    return [
      {
        status: how === 'narrowed' ? (narrowedStatus({ status, ...enrolment }) as EducationStatus) : status,
        institution: of,
        persons,
      },
    ];
  });
  const notShown = cells.reduce((sum, cell) => sum + (cell.shown === 'not-shown' ? cell.persons : 0), 0);
  return { ...cohortOf(told), notShown };
}

/** The exact cohort of persons by status and institution. */
export function cohortOf(
  told: readonly { readonly status: EducationStatus; readonly institution: string | null; readonly persons: number }[],
): Cohort {
  const counts: Partial<Record<EducationStatus, number>> = {};
  for (const { status, persons } of told) counts[status] = (counts[status] ?? 0) + persons;
  return {
    counts,
    coverage: {
      persons: told.reduce((sum, { persons }) => sum + persons, 0),
      institutionsReporting: new Set(told.flatMap(({ institution }) => institution ?? [])).size,
      unknown: counts.unknown ?? 0,
    },
  };
}
