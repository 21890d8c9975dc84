import type { ClientBase, Pool } from 'pg';
import type { Week } from '#libs/calendar';
import type { Histogram } from './week-sums.ts';

/** The column by which sums are grouped. */
export type DeliveryGroup = 'reporter' | 'system' | 'type' | 'week';

export interface DeliverySums {
  /** The reporter, system, type or week. */
  readonly name: string;
  readonly reports: number;
  readonly onTime: number;
  readonly history: number;
  readonly corrections: number;
  readonly withdrawals: number;
  readonly took: Histogram;
  readonly toRegister: Histogram;
  readonly toReceive: Histogram;
}

/** The sums of a group without a delivery. */
export const NO_DELIVERIES: Omit<DeliverySums, 'name'> = {
  reports: 0,
  onTime: 0,
  history: 0,
  corrections: 0,
  withdrawals: 0,
  took: [],
  toRegister: [],
  toReceive: [],
};

export interface DeliveryQuestion {
  readonly from: Week;
  /** Inclusive. */
  readonly to: Week;
  readonly by: DeliveryGroup;
  /** Null: all reporters. */
  readonly reporters: readonly string[] | null;
}

// A closed list: the names of columns are no parameters of a statement.
const COLUMNS: Readonly<Record<DeliveryGroup, string>> = {
  reporter: 'reporter',
  system: 'system',
  type: 'type',
  week: 'week',
};

/** The sums of whole weeks of receipt, ordered by name. Weeks as text sort by time. */
export async function findDeliverySums(
  client: Pool | ClientBase,
  { from, to, by, reporters }: DeliveryQuestion,
): Promise<readonly DeliverySums[]> {
  const column = COLUMNS[by];
  const { rows } = await client.query<DeliverySums>({
    name: `delivery-sums-by-${by}`,
    text: `select ${column} as name, sum(reports)::int as reports, sum(on_time)::int as "onTime",
        sum(history)::int as history, sum(corrections)::int as corrections, sum(withdrawals)::int as withdrawals,
        deliveries.total(took) as took, deliveries.total(to_register) as "toRegister",
        deliveries.total(to_receive) as "toReceive"
      from deliveries.weeks
      where week between $1 and $2 and ($3::text[] is null or reporter = any($3))
      group by ${column} order by ${column}`,
    values: [from, to, reporters],
  });
  return rows;
}

/** The sums of two groups together; the name is the first one's. */
export function addSums(one: DeliverySums, other: DeliverySums): DeliverySums {
  const added = (a: Histogram, b: Histogram): Histogram =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));
  return {
    name: one.name,
    reports: one.reports + other.reports,
    onTime: one.onTime + other.onTime,
    history: one.history + other.history,
    corrections: one.corrections + other.corrections,
    withdrawals: one.withdrawals + other.withdrawals,
    took: added(one.took, other.took),
    toRegister: added(one.toRegister, other.toRegister),
    toReceive: added(one.toReceive, other.toReceive),
  };
}
