/** What a failed call to KurrentDB means for what was sent. */
export type Failure =
  /** Another event took the version: nothing was written. */
  | 'conflict'
  /** The server cannot do this: nothing was written. */
  | 'unsupported'
  /** More than it takes at once: nothing was written. */
  | 'too-large'
  /** Anything else, no answer included: it may have been written. */
  | 'away';

const UNIMPLEMENTED = 12;

/** By the words and codes of the client's errors (`ErrorType` in its dist/utils/CommandError). */
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

/** No answer within the time given; the call may still take effect. */
export class DeadlinePassed extends Error {
  constructor() {
    super('KurrentDB did not answer in time');
  }
}

/** Gives up waiting, not the work: the client leaves some calls without an end when the connection dies. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed()), milliseconds);
  });
  // What fails after it was given up on has nobody left to tell.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
