import type { ClientBase, Pool } from 'pg';
import { type Day, localDay } from '#libs/calendar';

/** The column by which refusals are grouped. */
export type RefusalGroup = 'reporter' | 'client' | 'week';

export interface RefusalQuestion {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly by: RefusalGroup;
  /** Null: all reporters. */
  readonly reporters: readonly string[] | null;
}

export interface RefusalCount {
  /** The reporter, client or week of receipt. */
  readonly name: string;
  readonly refused: number;
}

const COLUMNS: Readonly<Record<RefusalGroup, string>> = {
  reporter: 'reporter',
  client: 'client',
  week: `to_char(received_at at time zone 'Europe/Copenhagen', 'IYYY-"W"IW')`,
};

/**
 * The refused reports that name a reporter of their sender. Leaves out those that the service could not store: they are
 * no mistake of the sender.
 */
export async function countRefusals(
  client: Pool | ClientBase,
  { from, to, by, reporters }: RefusalQuestion,
): Promise<readonly RefusalCount[]> {
  const { rows } = await client.query<RefusalCount>({
    name: `refusals-by-${by}`,
    text: `select ${COLUMNS[by]} as name, count(*)::int as refused from receipts.items
      where outcome = 'refused' and reporter is not null and next is distinct from 'retry'
        and received_at >= $1 and received_at < $2 and ($3::text[] is null or reporter = any($3))
      group by 1 order by 1`,
    values: [from, to, reporters],
  });
  return rows;
}

/**
 * The day of the first refusal that names its reporter: those before it cannot be counted by reporter.
 * @returns undefined before the first
 */
export async function findFirstRefusal(client: Pool | ClientBase): Promise<Day | undefined> {
  const { rows } = await client.query<{ received_at: string }>({
    name: 'first-refusal',
    text: `select received_at from receipts.items where outcome = 'refused' and reporter is not null
      order by received_at limit 1`,
  });
  return rows[0] && localDay(rows[0].received_at);
}
