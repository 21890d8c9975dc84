/** Codes of Node and pg for "no answer from the server". */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);
/** Messages of pg that come without a code. */
const CONNECTION_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
/** PostgreSQL 18, appendix A: 08 connection exception, 53 insufficient resources, 57P0x operator intervention. */
const UNAVAILABLE_SQLSTATE = /^(08...|53...|57P0.)$/;

/**
 * The meaning of a database error for a caller: `unavailable` (no connection, resources or server) or `busy` (cancelled
 * by a timeout, deadlock, serialization).
 * @returns undefined if it is a fault of the service
 */
export function databaseTrouble(error: unknown): 'unavailable' | 'busy' | undefined {
  for (const candidate of withCauses(error)) {
    const code = 'code' in candidate && typeof candidate.code === 'string' ? candidate.code : '';
    const message = 'message' in candidate && typeof candidate.message === 'string' ? candidate.message : '';
    if (CONNECTION_CODES.has(code) || UNAVAILABLE_SQLSTATE.test(code) || CONNECTION_MESSAGES.test(message))
      return 'unavailable';
    if (code === '57014' || code === '40001' || code === '40P01' || code === '55P03') return 'busy';
  }
  return undefined;
}

/** The error and the errors it wraps (`cause`, TypeORM's `driverError`, an AggregateError's parts), ten at most. */
function withCauses(error: unknown): object[] {
  const found: object[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && found.length < 10) {
    const next = waiting.shift();
    if (typeof next !== 'object' || next === null || found.includes(next)) continue;
    found.push(next);
    if ('cause' in next) waiting.push(next.cause);
    if ('driverError' in next) waiting.push(next.driverError);
    if (next instanceof AggregateError) waiting.push(...next.errors);
  }
  return found;
}
