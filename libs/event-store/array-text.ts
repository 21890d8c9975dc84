/**
 * Array literals for PostgreSQL. The driver scans every element twice for characters to escape, which makes a sixth of
 * the intake's garbage (docs/performance.md). Here that is known in advance or found by one scan.
 */

/** For uuids, numbers, days and instants: they need no quotes. */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}

/** For any text. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`).join(',')}}`;
}

/** For bytea. */
export function bytesArray(values: readonly (Buffer | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : `"\\\\x${value.toString('hex')}"`)).join(',')}}`;
}
