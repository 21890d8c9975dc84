import { type DeliverySums, addSums } from '#projections/deliveries/timeliness.query';
import { type Histogram, inClasses, quantile } from '#projections/deliveries/week-sums';
import type { TimelinessAnswer } from './timeliness-answer.ts';

type Row = TimelinessAnswer['rows'][number];

/** A group with its figures; without them if it has history alone. */
export function toRow({ name, ...sums }: DeliverySums): Row {
  const { reports, history } = sums;
  const counted = reports - history;
  return { name, reports, history, ...(counted > 0 ? { figures: figuresOf(sums, counted) } : {}) };
}

export const countedOf = ({ reports, history }: DeliverySums): number => reports - history;

function figuresOf(
  { onTime, took, toRegister, toReceive }: Omit<DeliverySums, 'name'>,
  counted: number,
): NonNullable<Row['figures']> {
  const [sameDay = 0, one = 0, twoToThree = 0, fourToFive = 0, sixToFourteen = 0, fifteenToThirty = 0, more = 0] =
    inClasses(took);
  return {
    onTime,
    share: Math.round((onTime / counted) * 1_000) / 1_000,
    took: delayOf(took),
    classes: { sameDay, one, twoToThree, fourToFive, sixToFourteen, fifteenToThirty, more },
    toRegister: delayOf(toRegister),
    toReceive: delayOf(toReceive),
  };
}

function delayOf(histogram: Histogram): { median: number; p90: number } {
  return { median: quantile(histogram, 0.5) ?? 0, p90: quantile(histogram, 0.9) ?? 0 };
}

/** The sums of reporters put together by a name; those without a name are left out. In the order of names. */
export function groupedBy(
  sums: readonly DeliverySums[],
  nameOf: (sum: DeliverySums) => string | undefined,
): DeliverySums[] {
  const groups = new Map<string, DeliverySums>();
  for (const sum of sums) {
    const name = nameOf(sum);
    if (name === undefined) continue;
    const group = groups.get(name);
    groups.set(name, { ...(group === undefined ? sum : addSums(group, sum)), name });
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
