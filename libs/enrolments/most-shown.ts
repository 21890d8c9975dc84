/**
 * The maximum of losing events, conflicts and sides of one kind that are shown, with a count of the losing events left
 * out: with thousands of reports about one person every stretch of days would show thousands.
 */
export const MOST_SHOWN = 20;

/** Returns the most recently recorded if there are more than are shown, else all in the given order. */
export function mostRecent<R extends { readonly recordedPosition: number }>(all: readonly R[]): readonly R[] {
  return all.length <= MOST_SHOWN
    ? all
    : all.toSorted((one, other) => other.recordedPosition - one.recordedPosition).slice(0, MOST_SHOWN);
}
