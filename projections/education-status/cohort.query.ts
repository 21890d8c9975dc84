import type { ClientBase, Pool } from 'pg';
import type { Day } from '#events/stored';
import type { EducationStatus } from './statuses.ts';

export interface CohortQuestion {
  readonly validOn: Day;
  readonly position: number;
  readonly municipality?: string | undefined;
  readonly institution?: string | undefined;
}

export interface Cohort {
  readonly counts: Readonly<Partial<Record<EducationStatus, number>>>;
  /** Persons counted, and what the count rests on. */
  readonly coverage: {
    readonly persons: number;
    /** Institutions whose enrolments the statuses rest on. */
    readonly institutionsReporting: number;
    /** Persons whose status is unknown: somebody should have reported. */
    readonly unknown: number;
  };
}

/** Persons per status on a day as known at a position; a person counts once. */
export async function countCohort(client: Pool | ClientBase, question: CohortQuestion): Promise<Cohort> {
  const { rows } = await client.query<{ status: EducationStatus; persons: number; institutions: string[] }>(
    `select s.status, count(*) as persons, array_agg(distinct s.institution) filter (where s.institution is not null) as institutions
     from education_status.spells s
     where s.valid_from <= $1 and $1 < s.valid_to and s.known_from <= $2 and $2 < s.known_to
       and ($3::text is null or s.institution = $3)
       and ($4::text is null or exists (select 1 from residence.spells r where r.person = s.person and r.municipality = $4
         and r.valid_from <= $1 and $1 < r.valid_to and r.known_from <= $2 and $2 < r.known_to))
     group by s.status`,
    [question.validOn, question.position, question.institution ?? null, question.municipality ?? null],
  );
  const institutions = new Set(rows.flatMap((row) => row.institutions ?? []));
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, row.persons])),
    coverage: {
      persons: rows.reduce((sum, row) => sum + row.persons, 0),
      institutionsReporting: institutions.size,
      unknown: rows.find((row) => row.status === 'unknown')?.persons ?? 0,
    },
  };
}
