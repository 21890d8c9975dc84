/**
 * Arrays as PostgreSQL reads them. The driver looks into every element twice for what has to be escaped, and makes a sixth of
 * all the garbage of the door in doing so (docs/performance.md); here that is known beforehand or found in one look.
 */

/** Of uuids, numbers, days and instants: nothing in them needs quotes. */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}

/** Of any text. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`).join(',')}}`;
}

/** Of bytea. */
export function bytesArray(values: readonly (Buffer | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : `"\\\\x${value.toString('hex')}"`)).join(',')}}`;
}
