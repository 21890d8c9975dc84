/** From how many persons on a count is shown to who may not see persons (access.md; as in the ministry's own tables). */
export const SMALLEST_SHOWN_COUNT = 5;

export interface SuppressedCounts<Name extends string> {
  /** null: not shown. Zero is shown: it is about nobody. */
  readonly counts: Readonly<Record<Name, number | null>>;
  /** The sum of all, null where it would give a hidden count away. Show no other sum beside it. */
  readonly total: number | null;
}

/**
 * Hides counts of one to `smallest - 1` persons, and as many of the next larger ones as it takes that no hidden count
 * can be reckoned from the total: at least two are hidden, and together they are at least `smallest`.
 */
export function suppressSmallCounts<Name extends string>(
  counts: Readonly<Record<Name, number>>,
  smallest: number = SMALLEST_SHOWN_COUNT,
): SuppressedCounts<Name> {
  const entries = Object.entries(counts) as [Name, number][];
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const ascending = entries.filter(([, count]) => count > 0).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
  const hidden = new Set<Name>();
  let hiddenSum = 0;
  for (const [name, count] of ascending) {
    const small = count < smallest;
    const givenAway = hidden.size > 0 && (hidden.size < 2 || hiddenSum < smallest);
    if (!small && !givenAway) break;
    hidden.add(name);
    hiddenSum += count;
  }
  const safe = hidden.size === 0 || (hidden.size >= 2 && hiddenSum >= smallest);
  return {
    counts: Object.fromEntries(entries.map(([name, count]) => [name, hidden.has(name) ? null : count])) as Record<Name, number | null>,
    total: safe ? total : null,
  };
}

/** A cohort as the query gives it: statuses nobody has are left out. */
interface Cohort<Status extends string> {
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  readonly coverage: { readonly persons: number; readonly institutionsReporting: number; readonly unknown: number };
}

export interface SuppressedCohort<Status extends string> {
  readonly counts: Readonly<Partial<Record<Status, number | null>>>;
  readonly coverage: { readonly persons: number | null; readonly institutionsReporting: number; readonly unknown: number | null };
}

/** The cohort with small counts hidden, also where its coverage says one of them over again. */
export function suppressCohort<Status extends string>(cohort: Cohort<Status>, smallest?: number): SuppressedCohort<Status> {
  const { counts, total } = suppressSmallCounts(cohort.counts as Record<Status | 'unknown', number>, smallest);
  const unknown = 'unknown' in counts ? counts.unknown : cohort.coverage.unknown;
  return { counts, coverage: { persons: total, institutionsReporting: cohort.coverage.institutionsReporting, unknown } };
}
