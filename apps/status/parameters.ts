import { findMondayOf, isDay, type Week } from '#libs/calendar';
import { type FieldErrorCode, fieldError, ProblemError } from '#libs/problems';
import { isTime, nearest } from '#libs/validation';
import type { KnownAt } from '#projections/education-status/knowledge.query';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Query parameters as they come: repeated ones are arrays. */
export type RawQuery = Readonly<Record<string, unknown>>;

function refuse(
  name: string,
  code: FieldErrorCode,
  hints: { didYouMean?: string | undefined; allowed?: readonly string[] } = {},
): never {
  throw new ProblemError('invalid-parameter', {
    detail: `parameter ${name}`,
    errors: [fieldError(`/${name}`, code, hints)],
  });
}

/** Unknown parameters are refused like unknown fields: a mistyped one must not silently mean "all". */
export function refuseUnknown(query: RawQuery, known: readonly string[]): void {
  for (const name of Object.keys(query))
    if (!known.includes(name)) refuse(name, 'unknown-field', { didYouMean: nearest(name, known), allowed: known });
}

/** @param code says in its remedy what a right value is */
export function readText(query: RawQuery, name: string, pattern: RegExp, code: FieldErrorCode): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) refuse(name, 'sent-twice');
  if (typeof value !== 'string' || !pattern.test(value)) refuse(name, code);
  return value;
}

/** Four digits with the leading zero. */
export const readMunicipality = (query: RawQuery): string | undefined =>
  readText(query, 'municipality', /^\d{4}$/, 'municipality-code');

/** One of a closed list. */
export function readOne<Value extends string>(
  query: RawQuery,
  name: string,
  allowed: readonly Value[],
): Value | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  return (
    allowed.find((one) => one === value) ??
    refuse(name, Array.isArray(value) ? 'sent-twice' : 'one-of', { didYouMean: nearest(value, allowed), allowed })
  );
}

/** Several values of a closed list with commas between, as `state=open,closed`; each once. Undefined if the parameter is left out. */
export function readSome<Value extends string>(
  query: RawQuery,
  name: string,
  allowed: readonly Value[],
): readonly Value[] | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  const asked = typeof text === 'string' ? text.split(',').map((value) => value.trim()) : [];
  const known = allowed.filter((value) => asked.includes(value));
  if (known.length === 0 || asked.some((value) => !allowed.some((one) => one === value))) {
    const detail = `parameter ${name} takes one or several, with commas between, of: ${allowed.join(', ')}`;
    const wrong = asked.find((value) => !allowed.some((one) => one === value));
    throw new ProblemError('invalid-parameter', {
      detail,
      errors: [fieldError(`/${name}`, 'one-of', { didYouMean: nearest(wrong, allowed), allowed })],
    });
  }
  return known;
}

export function readDay(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !isDay(value)) refuse(name, 'day');
  return value;
}

/** An ISO 8601 week, `2026-W48`. */
export function readWeek(query: RawQuery, name: string): Week | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || findMondayOf(value) === undefined) refuse(name, 'week');
  return value;
}

/** A log position or an RFC 3339 moment. */
export function readKnownAt(query: RawQuery, name: string): KnownAt {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') refuse(name, 'sent-twice');
  if (/^\d{1,15}$/.test(value)) return { position: Number(value) };
  // In a URL an unescaped + of a time offset arrives as a space.
  const moment = value.replace(' ', '+');
  if (!isTime(moment)) refuse(name, 'known-at');
  return { time: new Date(moment).toISOString() };
}

/** A person's key from the path: anything that is no key is a person nobody has heard of. */
export function readKey(key: string): string {
  if (!UUID.test(key)) throw new ProblemError('not-found');
  return key.toLowerCase();
}
