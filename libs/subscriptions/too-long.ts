/** One person's work went over the limit the program set for it. Our own doing, so it is no trouble of the database's. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  override readonly message = 'working out the person took too long';
}

/** PostgreSQL 18, appendix A: query_canceled, which statement_timeout gives. */
const CANCELLED = '57014';

/**
 * Whether a failure is a time-out of our own making. Trying again would take as long again. A statement that somebody cancels
 * by hand is told apart by the time.
 */
export function isTooLong(error: unknown, milliseconds: number, limitMilliseconds: number): boolean {
  if (error instanceof TookTooLong) return true;
  return milliseconds >= limitMilliseconds && (error as { code?: unknown } | undefined)?.code === CANCELLED;
}
