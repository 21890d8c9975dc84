import type { FieldError } from '#libs/problems';

/** What one report needs to be put right in one go. */
const MOST_OF_ONE = 20;
/** Beyond the first of each report, for all reports that are answered together. */
const MOST_FURTHER = 200;

interface WithErrors {
  readonly errors?: readonly FieldError[];
}

/**
 * Bounds what a call answers and leaves behind: a report of 150 unknown fields has 150 errors, and a batch of them was a thousand
 * times as large on the way out as on the way in. Each report keeps its first error.
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
