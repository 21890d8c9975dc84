import { findMondayOf, isDay, type Week } from '#libs/calendar';
import { type FieldError, fieldError, ProblemError } from '#libs/problems';
import { isTime } from '#libs/validation';
import type { KnownAt } from '#projections/education-status/knowledge.query';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Query parameters as they come: repeated ones are arrays. */
export type RawQuery = Readonly<Record<string, unknown>>;

function refuse(name: string, code: FieldError['code']): never {
  throw new ProblemError('invalid-parameter', { detail: `parameter ${name}`, errors: [fieldError(`/${name}`, code)] });
}

/** Unknown parameters are refused like unknown fields: a mistyped one must not silently mean "all". */
export function refuseUnknown(query: RawQuery, known: readonly string[]): void {
  for (const name of Object.keys(query)) if (!known.includes(name)) refuse(name, 'unknown-field');
}

export function readText(query: RawQuery, name: string, pattern: RegExp): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !pattern.test(value)) refuse(name, 'parameter');
  return value;
}

/** Several values of a closed list with commas between, as `state=open,closed`; each once. Undefined if the parameter is left out. */
export function readSome<Value extends string>(query: RawQuery, name: string, allowed: readonly Value[]): readonly Value[] | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  const asked = typeof text === 'string' ? text.split(',').map((value) => value.trim()) : [];
  const known = allowed.filter((value) => asked.includes(value));
  if (known.length === 0 || asked.some((value) => !allowed.some((one) => one === value))) {
    const detail = `parameter ${name} takes one or several, with commas between, of: ${allowed.join(', ')}`;
    throw new ProblemError('invalid-parameter', { detail, errors: [fieldError(`/${name}`, 'one-of', { allowed })] });
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
  if (typeof value !== 'string') refuse(name, 'parameter');
  if (/^\d{1,15}$/.test(value)) return { position: Number(value) };
  // In a URL an unescaped + of a time offset arrives as a space.
  const moment = value.replace(' ', '+');
  if (!isTime(moment)) refuse(name, 'time');
  return { time: new Date(moment).toISOString() };
}

/** A person's key from the path: anything that is no key is a person nobody has heard of. */
export function readKey(key: string): string {
  if (!UUID.test(key)) throw new ProblemError('not-found');
  return key.toLowerCase();
}
