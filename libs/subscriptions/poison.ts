import { LogUnavailable } from '#libs/event-store';
import { databaseTrouble } from '#libs/problems';
import { TookTooLong } from './too-long.ts';

/**
 * An event that no reader can apply. The message is a constant of this code: it may be stored and shown, and holds no
 * value of the event.
 */
export class PoisonEvent extends Error {
  override readonly name = 'PoisonEvent';
}

/** The feed itself returned something impossible: no event is the cause, and the reader must stop. */
export class FeedFault extends Error {
  override readonly name = 'FeedFault';
}

const SQLSTATE = /^[0-9A-Z]{5}$/;
/**
 * PostgreSQL 18, appendix A: cardinality, data, integrity, view check, limits of a row, and errors raised by a trigger.
 */
const ABOUT_A_ROW = /^(21|22|23|44|54|P0)/;

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly column?: unknown;
  readonly syscall?: unknown;
}

/**
 * Whether a failure is caused by the event's own data: then another try is useless and the stream is parked. A database
 * that is unavailable, busy, full or not as expected (a missing table, a right) affects all events: then the page
 * waits.
 */
export function isPoison(error: unknown): boolean {
  if (error instanceof PoisonEvent) return true;
  if (
    error instanceof FeedFault ||
    error instanceof TookTooLong ||
    error instanceof LogUnavailable ||
    databaseTrouble(error) !== undefined
  )
    return false;
  const { code, syscall } = (error ?? {}) as Thrown;
  if (syscall !== undefined) return false;
  if (code === undefined) return true;
  // Numeric codes are gRPC's, of a log or broker elsewhere.
  if (typeof code !== 'string') return false;
  if (SQLSTATE.test(code)) return ABOUT_A_ROW.test(code);
  // Codes of Node's own streams and sockets, if a connection is lost. Other codes, e.g. of a bad argument, are faults
  // of this code.
  return !/^(ERR_STREAM|ERR_SOCKET|ABORT_ERR|E[A-Z]+$)/.test(code);
}

/**
 * The part of a failure that may be stored: a message of this code, a code and constraint, or the kind of error and its
 * place in this code.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof PoisonEvent) return error.message;
  const { name, code, constraint, column } = (error ?? {}) as Thrown;
  if (typeof code === 'string' && SQLSTATE.test(code)) {
    const what =
      typeof constraint === 'string'
        ? `, constraint ${constraint}`
        : typeof column === 'string'
          ? `, column ${column}`
          : '';
    return `PostgreSQL refused the row: ${code}${what}`;
  }
  const kind = typeof name === 'string' && /^[A-Za-z]{1,40}$/.test(name) ? name : 'an error';
  const place = placeOf(error);
  return place === undefined ? kind : `${kind} in ${place}`;
}

/** The first stack frame of this code. The stack repeats the message before the frames, so that part is cut off. */
function placeOf(error: unknown): string | undefined {
  const { message, stack } = (error ?? {}) as Thrown;
  if (typeof stack !== 'string' || typeof message !== 'string') return undefined;
  const frames = stack.slice(stack.indexOf(message) + message.length);
  return /^\s+at .*?\b((?:apps|events|libs|projections)\/[a-z0-9./-]+\.[jt]s:\d+)/m.exec(frames)?.[1];
}
