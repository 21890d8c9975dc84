import { LogicEngine } from 'json-logic-engine';
import { addDays, addMonths, isDay } from '#libs/calendar';
import { Fault } from './row-error.ts';
import { syntheticCpr } from './synthetic-cpr.ts';

/** Operators of JsonLogic that a profile may use; the rest (loops, exceptions) does not belong in a mapping. */
const STANDARD = ['var', 'if', '?:', 'and', 'or', '!', '!!', '==', '===', '!=', '!==', '<', '<=', '>', '>='] as const;
const ARITHMETIC = ['+', '-', '*', '/', '%', 'min', 'max', 'in', 'substr'] as const;

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function day(value: unknown): string {
  if (isEmpty(value)) throw new Fault('missing-value', value);
  if (typeof value !== 'string' || !isDay(value)) throw new Fault('not-a-day', value);
  return value;
}

/** Accepts a decimal comma, as Danish files have it. */
function number(value: unknown): number {
  if (isEmpty(value)) throw new Fault('missing-value', value);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string' || !/^[+-]?\d+([.,]\d+)?$/.test(value.trim())) throw new Fault('not-a-number', value);
  return Number(value.trim().replace(',', '.'));
}

function wholeNumber(value: unknown): number {
  const result = number(value);
  if (!Number.isSafeInteger(result)) throw new Fault('not-a-number', value);
  return result;
}

/** Refuses an empty cell: an id made with one would be the id of another row. */
function text(value: unknown): string {
  if (isEmpty(value)) throw new Fault('missing-value', value);
  return String(value);
}

function oneOf(value: unknown, known: unknown): unknown {
  if (isEmpty(value)) throw new Fault('missing-value', value);
  if (!Array.isArray(known) || !known.includes(value)) throw new Fault('not-one-of', value);
  return value;
}

function trim(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

const DAY_PARTS: Readonly<Record<string, string>> = {
  d: '(?<day>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  M: '(?<month>\\d{1,2})',
  MM: '(?<month>\\d{2})',
  yyyy: '(?<year>\\d{4})',
};

/**
 * Reads a day in another format, e.g. `1-8-2026` by `d-M-yyyy`: d, M and y stand for parts, any other character for
 * itself.
 */
function dayIn(format: unknown, value: unknown): string {
  if (isEmpty(value)) throw new Fault('missing-value', value);
  const pattern = String(format).replace(
    /d+|M+|y+|[^dMy]/g,
    (part) => DAY_PARTS[part] ?? part.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
  );
  const {
    year = '',
    month = '',
    day: inMonth = '',
  } = new RegExp(`^${pattern}$`, 'u').exec(String(value).trim())?.groups ?? {};
  const read = `${year}-${month.padStart(2, '0')}-${inMonth.padStart(2, '0')}`;
  if (!isDay(read)) throw new Fault('not-a-day', value);
  return read;
}

function cpr(index: unknown, from: unknown, days: unknown): string {
  const result = syntheticCpr(wholeNumber(index), day(from), wholeNumber(days));
  if (result === undefined) throw new Fault('number-space-used-up', index);
  return result;
}

const OWN: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  number: (value) => number(value),
  empty: (value) => isEmpty(value),
  cat: (...values) => values.map(text).join(''),
  oneOf,
  trim,
  dayIn,
  addDays: (from, days) => addDays(day(from), wholeNumber(days)),
  addMonths: (from, months) => addMonths(day(from), wholeNumber(months)),
  laterOf: (...days) => days.map(day).reduce((a, b) => (a > b ? a : b)),
  earlierOf: (...days) => days.map(day).reduce((a, b) => (a < b ? a : b)),
  syntheticCpr: cpr,
};

/** All operators that a profile may use. */
export const OPERATORS: readonly string[] = [...STANDARD, ...ARITHMETIC, ...Object.keys(OWN)];

/** A JsonLogic engine with the operators of this folder added. */
export function createEngine(): LogicEngine {
  const engine = new LogicEngine();
  for (const [name, own] of Object.entries(OWN)) {
    engine.addMethod(name, (values: unknown) => own(...(Array.isArray(values) ? (values as unknown[]) : [values])));
  }
  return engine;
}
