import type { Pool } from 'pg';
import { type Cohort, type CohortLimits, type CohortQuestion, countCohort } from '#projections/education-status/cohort.query';
import { BEGIN_COUNTING, findRemembered, readStanding, type Standing } from '#projections/education-status/remembered-cohort';

/** Small enough for a spec's few people to come near them. */
export const SMALL: CohortLimits = { furthest: { positions: 150, days: 3 }, settlesWithin: 12, worthRemembering: 3 };

/** The cohort by the rows alone: one question to both tables, which remembers nothing. */
export async function countByRows(pool: Pool, { validOn, position, institution, municipality }: CohortQuestion): Promise<Cohort> {
  const { rows } = await pool.query<{ status: string; persons: number; institutions: string[] | null }>(
    `select s.status, count(*) as persons, array_agg(distinct s.institution) filter (where s.institution is not null) as institutions
     from education_status.spells s
     where s.valid_from <= $1 and $1 < s.valid_to and s.known_from <= $2 and $2 < s.known_to
       and ($3::text is null or s.institution = $3)
       and ($4::text is null or exists (select 1 from residence.spells r where r.person = s.person and r.municipality = $4
         and r.valid_from <= $1 and $1 < r.valid_to and r.known_from <= $2 and $2 < r.known_to))
     group by s.status`,
    [validOn, position, institution ?? null, municipality ?? null],
  );
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, row.persons])),
    coverage: {
      persons: rows.reduce((sum, row) => sum + row.persons, 0),
      institutionsReporting: new Set(rows.flatMap((row) => row.institutions ?? [])).size,
      unknown: rows.find((row) => row.status === 'unknown')?.persons ?? 0,
    },
  };
}

/** Asked as the service asks, and by the rows: [the one, the other]. */
export async function askBoth(pool: Pool, question: CohortQuestion): Promise<[Cohort, Cohort]> {
  return [await countCohort(pool, question, SMALL), await countByRows(pool, question)];
}

/** Whether something remembered would answer. */
export async function isRemembered(pool: Pool, question: CohortQuestion): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query(BEGIN_COUNTING);
    return (await findRemembered(client, question, SMALL.furthest)) !== undefined;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

export type Mark = keyof Omit<Standing, 'reached'>;
const COLUMNS: Readonly<Record<Mark, string>> = { restsOn: 'rests_on', waiting: 'waiting', xid: 'xid', place: 'place' };
export const MARKS = Object.keys(COLUMNS) as readonly Mark[];

/** Takes a safeguard away: what is remembered looks as if it had been counted now, as far as these marks tell. */
export async function forge(pool: Pool, marks: readonly Mark[]): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: number; known_at: number }>('select id, known_at from education_status.remembered_cohorts');
    for (const { id, known_at } of rows) {
      const now = await readStanding(client, known_at);
      for (const mark of marks) await client.query(`update education_status.remembered_cohorts set ${COLUMNS[mark]} = $2 where id = $1`, [id, now[mark]]);
    }
  } finally {
    client.release();
  }
}
