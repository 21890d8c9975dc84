/**
 * The work for one person exceeded the limit that this program set for it. The program's own limit is no failure of the
 * database.
 */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  override readonly message = 'working out the person took too long';
}

/** PostgreSQL 18, appendix A: query_canceled, the code of statement_timeout. */
const CANCELLED = '57014';

/**
 * Whether a failure is a time-out that this program set. Another try would take as long again. The elapsed time
 * distinguishes it from a statement that was cancelled by hand.
 */
export function isTooLong(error: unknown, milliseconds: number, limitMilliseconds: number): boolean {
  if (error instanceof TookTooLong) return true;
  return milliseconds >= limitMilliseconds && (error as { code?: unknown } | undefined)?.code === CANCELLED;
}
