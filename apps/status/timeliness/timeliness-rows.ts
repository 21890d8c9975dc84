import { type DeliverySums, addSums, NO_DELIVERIES } from '#projections/deliveries/timeliness.query';
import { type Histogram, inClasses, quantile } from '#projections/deliveries/week-sums';
import type { TimelinessAnswer } from './timeliness-answer.ts';

export type TimelinessRow = TimelinessAnswer['rows'][number];

/** The sums of a group with its refusals; undefined if they are not known by this group. */
export interface GroupSums extends DeliverySums {
  readonly refused: number | undefined;
}

/** A group with its figures; without them if it has no report that counts. */
export function toRow({ name, refused, ...sums }: GroupSums): TimelinessRow {
  const { reports, history, corrections, withdrawals } = sums;
  const counted = countedOf(sums);
  const current = reports - history;
  return {
    name,
    reports,
    history,
    corrections,
    withdrawals,
    ...(current > 0 ? { correctionShare: shareOf(corrections + withdrawals, current) } : {}),
    ...(refused === undefined ? {} : { refused: { reports: refused, share: shareOf(refused, reports + refused) } }),
    ...(counted > 0 ? { figures: figuresOf(sums, counted) } : {}),
  };
}

/** The reports that count in lateness. */
export function countedOf({
  reports,
  history,
  corrections,
  withdrawals,
}: Pick<DeliverySums, 'reports' | 'history' | 'corrections' | 'withdrawals'>): number {
  return reports - history - corrections - withdrawals;
}

const shareOf = (part: number, all: number): number => (all === 0 ? 0 : Math.round((part / all) * 1_000) / 1_000);

function figuresOf(
  { onTime, took, toRegister, toReceive }: Omit<DeliverySums, 'name'>,
  counted: number,
): NonNullable<TimelinessRow['figures']> {
  const [sameDay = 0, one = 0, twoToThree = 0, fourToFive = 0, sixToFourteen = 0, fifteenToThirty = 0, more = 0] =
    inClasses(took);
  return {
    onTime,
    share: shareOf(onTime, counted),
    took: delayOf(took),
    classes: { sameDay, one, twoToThree, fourToFive, sixToFourteen, fifteenToThirty, more },
    toRegister: delayOf(toRegister),
    toReceive: delayOf(toReceive),
  };
}

function delayOf(histogram: Histogram): { median: number; p90: number } {
  return { median: quantile(histogram, 0.5) ?? 0, p90: quantile(histogram, 0.9) ?? 0 };
}

/** The sums with the refusals of the same names. A name with refusals alone gets a row: its reports did not come in. */
export function withRefusals(
  sums: readonly DeliverySums[],
  refusals: ReadonlyMap<string, number>,
): readonly GroupSums[] {
  const names = new Set(sums.map(({ name }) => name));
  const refusedAlone = [...refusals.keys()].filter((name) => !names.has(name));
  return [...sums, ...refusedAlone.map((name) => ({ ...NO_DELIVERIES, name }))]
    .map((sum) => ({ ...sum, refused: refusals.get(sum.name) ?? 0 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The sums of reporters put together by a name; those without a name are left out. In the order of names. */
export function groupedBy(
  sums: readonly GroupSums[],
  nameOf: (sum: GroupSums) => string | undefined,
): readonly GroupSums[] {
  const groups = new Map<string, GroupSums>();
  for (const sum of sums) {
    const name = nameOf(sum);
    if (name === undefined) continue;
    const group = groups.get(name);
    const refused = (group?.refused ?? 0) + (sum.refused ?? 0);
    groups.set(name, { ...(group === undefined ? sum : addSums(group, sum)), name, refused });
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
