/** The effect of a failed call to KurrentDB on the events sent. */
export type Failure =
  /** Another event took the version: nothing was written. */
  | 'conflict'
  /** The server does not support the call: nothing was written. */
  | 'unsupported'
  /** The call exceeds the server's size limit: nothing was written. */
  | 'too-large'
  /** Any other failure, including no answer: the events may have been written. */
  | 'away';

const UNIMPLEMENTED = 12;

/** Classifies the client's errors by their types and codes (`ErrorType` in its dist/utils/CommandError). */
export function failureOf(error: unknown): Failure {
  const { type, code } = (error ?? {}) as { type?: unknown; code?: unknown };
  if (type === 'wrong-expected-version' || type === 'append-consistency-violation') return 'conflict';
  if (type === 'unsupported' || code === UNIMPLEMENTED) return 'unsupported';
  const sizes = ['maximum-append-size-exceeded', 'transaction-max-size-exceeded', 'append-record-size-exceeded'];
  return sizes.includes(String(type)) ? 'too-large' : 'away';
}

export function isStreamNotFound(error: unknown): boolean {
  return (error as { type?: unknown } | null)?.type === 'stream-not-found';
}

/** No answer within the deadline; the call may still take effect. */
export class DeadlinePassed extends Error {
  constructor() {
    super('KurrentDB did not answer in time');
  }
}

/** Stops waiting, but not the work: some calls of the client never end if the connection dies. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed()), milliseconds);
  });
  // After the deadline, a failure of the work has no handler left.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
