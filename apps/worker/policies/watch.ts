import type { Pool } from 'pg';
import { isPoison, type PersonFailure } from '#libs/subscriptions';

/** The next local day on which time alone changes something for a person; null if there is none. */
export interface NextEvaluation {
  readonly person: string;
  readonly lookOn: string | null;
}

/** Stores the day of each person's next evaluation. Returns the persons whose day the database refuses. */
export async function watch(pool: Pool, looks: readonly NextEvaluation[]): Promise<PersonFailure[]> {
  try {
    await keep(pool, looks);
    return [];
  } catch (error) {
    if (!isPoison(error)) throw error;
    const [only] = looks;
    if (only && looks.length === 1) return [{ person: only.person, error }];
  }
  const failures: PersonFailure[] = [];
  for (const look of looks) failures.push(...(await watch(pool, [look])));
  return failures;
}

async function keep(pool: Pool, looks: readonly NextEvaluation[]): Promise<void> {
  await pool.query(
    `with given as (select * from unnest($1::uuid[], $2::date[]) g (person, look_on)),
       gone as (delete from follow_up.watch w using given g where w.person = g.person and g.look_on is null)
     insert into follow_up.watch (person, look_on) select person, look_on from given where look_on is not null
     order by person
     on conflict (person) do update set look_on = excluded.look_on where follow_up.watch.look_on <> excluded.look_on`,
    [looks.map((look) => look.person), looks.map((look) => look.lookOn)],
  );
}
