import { localDay, type Week, weekOf } from '#libs/calendar';
import { parseSource } from '#events/model/source';
import type { DeliveredReport, Delivery } from './delivery.ts';

/** Counts by workdays: index n counts the reports with n workdays, the last one all with more. */
export type Histogram = readonly number[];

/** Longer delays count as this many workdays; the last class shown begins below it ("over 30 workdays"). */
export const MOST_WORKDAYS = 31;

/** Sums of one reporter, system and type in one week of receipt. */
export interface WeekSums {
  readonly week: Week;
  readonly reporter: string;
  readonly system: string;
  readonly type: string;
  reports: number;
  onTime: number;
  history: number;
  corrections: number;
  withdrawals: number;
  readonly took: number[];
  readonly toRegister: number[];
  readonly toReceive: number[];
}

/** Sums the deliveries of a page. Corrections, withdrawals and history count in their own figures alone. */
export function sumWeeks(deliveries: readonly (readonly [DeliveredReport, Delivery])[]): WeekSums[] {
  const sums = new Map<string, WeekSums>();
  for (const [{ reporter, source, type, receivedAt }, delivery] of deliveries) {
    const week = weekOf(localDay(receivedAt));
    const system = parseSource(source)?.systemId ?? '';
    const key = [reporter, week, type, system].join(' ');
    const sum = sums.get(key) ?? emptySums({ week, reporter, system, type });
    sums.set(key, sum);
    sum.reports += 1;
    if (delivery.countsAs === 'correction') sum.corrections += 1;
    if (delivery.countsAs === 'withdrawal') sum.withdrawals += 1;
    if (delivery.countsAs !== 'report') continue;
    if (delivery.isHistory) {
      sum.history += 1;
      continue;
    }
    if (delivery.late === 0) sum.onTime += 1;
    count(sum.took, delivery.took);
    count(sum.toRegister, delivery.toRegister);
    count(sum.toReceive, delivery.toReceive);
  }
  // In one order, so that two transactions about the same rows wait for each other and do not deadlock.
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

function emptySums(names: Pick<WeekSums, 'week' | 'reporter' | 'system' | 'type'>): WeekSums {
  return {
    ...names,
    reports: 0,
    onTime: 0,
    history: 0,
    corrections: 0,
    withdrawals: 0,
    took: [],
    toRegister: [],
    toReceive: [],
  };
}

function count(histogram: number[], workdays: number): void {
  const index = Math.min(Math.max(workdays, 0), MOST_WORKDAYS);
  while (histogram.length <= index) histogram.push(0);
  histogram[index] = (histogram[index] ?? 0) + 1;
}

/**
 * The smallest number of workdays within which the share of the reports lies.
 * @returns undefined for an empty histogram
 */
export function quantile(histogram: Histogram, share: number): number | undefined {
  const all = histogram.reduce((sum, one) => sum + one, 0);
  if (all === 0) return undefined;
  let seen = 0;
  return histogram.findIndex((one) => (seen += one) >= share * all);
}

/** The classes shown: same day, 1, 2-3, 4-5, 6-14, 15-30 and more workdays. */
export const CLASSES = [0, 1, 3, 5, 14, 30, Infinity] as const;

/** The reports of each class. */
export function inClasses(histogram: Histogram): number[] {
  const counts = CLASSES.map(() => 0);
  histogram.forEach((reports, workdays) => {
    const index = CLASSES.findIndex((most) => workdays <= most);
    counts[index] = (counts[index] ?? 0) + reports;
  });
  return counts;
}
