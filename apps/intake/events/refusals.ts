import { type FieldError, type ProblemCode, ProblemError } from '#libs/problems';

interface RefusedItem {
  readonly errors?: readonly FieldError[];
  readonly errorsLeftOut?: number;
  /** Missing in a dry run. */
  readonly receipt?: string;
}

/** The problem of a single report that was refused; `Location` is its receipt, unless the role alone was the reason. */
export function singleRefusal(item: RefusedItem): ProblemError {
  const errors = item.errors ?? [];
  const code = problemOf(errors);
  return new ProblemError(code, {
    errors,
    errorsLeftOut: item.errorsLeftOut,
    ...(item.receipt === undefined || code === 'forbidden' ? {} : { headers: { Location: item.receipt } }),
  });
}

/** The problem of a batch that was refused as a whole. A pointer begins with the index of its report. */
export function allOrNothingRefusal({ items }: { readonly items: readonly RefusedItem[] }): ProblemError {
  const errors = items.flatMap((item, index) =>
    (item.errors ?? []).map((error) => ({ ...error, pointer: `/${index}${error.pointer}` })),
  );
  const errorsLeftOut = items.reduce((sum, item) => sum + (item.errorsLeftOut ?? 0), 0);
  return new ProblemError('invalid-body', { detail: 'all-or-nothing: nothing was stored', errors, errorsLeftOut });
}

/** A report refused for its sender's role or because of the log's contents has a problem code of its own. */
function problemOf(errors: readonly FieldError[]): ProblemCode {
  const codes = new Set(errors.map(({ code }) => code));
  if (codes.has('type-not-for-role')) return 'forbidden';
  if (codes.has('changed-content') || codes.has('changed-time')) return 'changed-content';
  return codes.has('too-many-reports') ? 'too-many-reports' : 'invalid-body';
}
