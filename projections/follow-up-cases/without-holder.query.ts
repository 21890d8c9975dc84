import type { ClientBase, Pool } from 'pg';
import { STILL_KNOWN } from '#libs/bitemporal';
import { CLOCK_NAMES, type ClockName } from '#events/follow-up/clock-names';
import type { Day } from '#events/model/stored';

/** A running case without a holder; contains nothing that identifies the person. */
export interface CaseWithoutHolder {
  readonly caseId: string;
  /** The day of knowledge. */
  readonly knownOn: Day;
  /** The reporter that can state the young person's residence or school; null if its report is no longer in the log. */
  readonly reporter: string | null;
}

const WITHOUT_HOLDER = `municipality is null and state in ('open', 'breached') and known_to = ${STILL_KNOWN}`;

/** The running cases without a holder, oldest first. */
export async function findCasesWithoutHolder(client: Pool | ClientBase, limit: number): Promise<CaseWithoutHolder[]> {
  const { rows } = await client.query<{ case_id: string; known_on: Day; reporter: string | null }>(
    `select case_id, known_on, content->'report'->>'reporter' as reporter from follow_up.cases where ${WITHOUT_HOLDER}
      order by known_on, case_id limit $1`,
    [limit],
  );
  return rows.map((row) => ({ caseId: row.case_id, knownOn: row.known_on, reporter: row.reporter }));
}

/** The running cases without a holder by clock; a clock without any has 0. */
export async function countCasesWithoutHolder(client: Pool | ClientBase): Promise<ReadonlyMap<ClockName, number>> {
  const { rows } = await client.query<{ clock: ClockName; count: number }>(
    `select clock, count(*)::int as count from follow_up.cases where ${WITHOUT_HOLDER} group by clock`,
  );
  return new Map([
    ...CLOCK_NAMES.map((clock) => [clock, 0] as const),
    ...rows.map(({ clock, count }) => [clock, count] as const),
  ]);
}
