import type { ClientBase, Pool } from 'pg';
import { STILL_KNOWN } from '#libs/bitemporal';
import type { Day } from '#events/model/stored';

/** A running case nobody holds, with nothing in it that tells of a person. */
export interface CaseWithoutHolder {
  readonly caseId: string;
  /** The day of knowledge. */
  readonly knownOn: Day;
  /** The reporter to ask where the young person lives or goes to school; null if its report is not in the log any more. */
  readonly reporter: string | null;
}

const NOBODYS = `municipality is null and state in ('open', 'breached') and known_to = ${STILL_KNOWN}`;

/** The running cases nobody holds, oldest first. */
export async function findCasesWithoutHolder(client: Pool | ClientBase, limit: number): Promise<CaseWithoutHolder[]> {
  const { rows } = await client.query<{ case_id: string; known_on: Day; reporter: string | null }>(
    `select case_id, known_on, content->'report'->>'reporter' as reporter from follow_up.cases where ${NOBODYS} order by known_on, case_id limit $1`,
    [limit],
  );
  return rows.map((row) => ({ caseId: row.case_id, knownOn: row.known_on, reporter: row.reporter }));
}

export async function countCasesWithoutHolder(client: Pool | ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from follow_up.cases where ${NOBODYS}`,
  );
  return rows[0]?.count ?? 0;
}
