import pg from 'pg';

const INT8 = 20;
/** Emmett's driver makes every int8 of the process a BigInt; the counts here are numbers. */
const NUMBERS = { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) };

/** A plain pool. A database dropped at the end of a figure ends its idle sessions: that is no failure. */
export function openPool(url, max, types = NUMBERS) {
  const pool = new pg.Pool({ connectionString: url, max, types });
  pool.on('error', () => undefined);
  return pool;
}
