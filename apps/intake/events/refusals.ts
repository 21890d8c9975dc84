import type { BatchReceipt } from '#libs/intake';
import { type FieldError, type ProblemCode, ProblemError } from '#libs/problems';

/** The problem of a single report that was refused; `Location` is its receipt. */
export function singleRefusal(item: BatchReceipt['items'][number]): ProblemError {
  const errors = item.errors ?? [];
  return new ProblemError(problemOf(errors), {
    errors,
    errorsLeftOut: item.errorsLeftOut,
    headers: { Location: item.receipt },
  });
}

/** The problem of a batch that was refused as a whole. A pointer begins with the index of its report. */
export function allOrNothingRefusal({ items }: BatchReceipt): ProblemError {
  const errors = items.flatMap((item, index) =>
    (item.errors ?? []).map((error) => ({ ...error, pointer: `/${index}${error.pointer}` })),
  );
  const errorsLeftOut = items.reduce((sum, item) => sum + (item.errorsLeftOut ?? 0), 0);
  return new ProblemError('invalid-body', { detail: 'all-or-nothing: nothing was stored', errors, errorsLeftOut });
}

/** A report that is refused because of what the log already holds has a problem of its own. */
function problemOf(errors: readonly FieldError[]): ProblemCode {
  const codes = new Set(errors.map(({ code }) => code));
  if (codes.has('changed-content') || codes.has('changed-time')) return 'changed-content';
  return codes.has('too-many-reports') ? 'too-many-reports' : 'invalid-body';
}
