import type { FieldError } from '#libs/problems';

/** Enough errors to correct one report in one go. */
const MOST_OF_ONE = 20;
/** Errors beyond the first of each report, in total for all reports answered together. */
const MOST_FURTHER = 200;

interface WithErrors {
  readonly errors?: readonly FieldError[];
}

/**
 * Bounds the size of an answer and of the stored receipt: a report with 150 unknown fields has 150 errors, and the
 * answer to a batch of them was a thousand times as large as the batch. Each report keeps its first error.
 */
export function boundErrors<Item extends WithErrors>(
  items: readonly Item[],
): (Item & { readonly errorsLeftOut?: number })[] {
  let further = MOST_FURTHER;
  return items.map((item) => {
    const { errors = [] } = item;
    const kept = Math.min(errors.length, MOST_OF_ONE, 1 + further);
    further -= Math.max(0, kept - 1);
    return kept === errors.length
      ? item
      : { ...item, errors: errors.slice(0, kept), errorsLeftOut: errors.length - kept };
  });
}
