import type { Pool } from 'pg';
import type { Day } from '#events/model/stored';
import { RUNNING_CASES } from '#projections/follow-up-cases/running-cases';

/**
 * Marks every person with a running case for evaluation today if the rules differ from those of the last run: a case
 * for which the rules in force give no ground is then cancelled as rules-changed. Does nothing, at the cost of one row
 * read, if they are the same.
 */
export async function lookAgainUnderNewRules(
  pool: Pool,
  { version, today }: { version: string; today: Day },
): Promise<void> {
  const { rows } = await pool.query<{ version: string }>('select version from follow_up.rules');
  if (rows[0]?.version === version) return;
  await pool.query(
    `with changed as (
       insert into follow_up.rules (version) values ($1)
       on conflict (the_only) do update set version = excluded.version where follow_up.rules.version <> excluded.version
       returning 1)
     insert into follow_up.watch (person, look_on)
     select distinct person, $2::date from ${RUNNING_CASES} and exists (select 1 from changed)
     order by person
     on conflict (person) do update set look_on = least(follow_up.watch.look_on, excluded.look_on)`,
    [version, today],
  );
}
