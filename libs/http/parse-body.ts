import { isUtf8 } from 'node:buffer';
import { fieldError, ProblemError } from '#libs/problems';
import { inTurns } from '#libs/concurrency';
import type { FormRule } from './body-rule.ts';
import { faultyNames, membersIn } from './faulty-names.ts';
import { faultIn, lineAndColumn } from './json-fault.ts';
import { type Element, outlineOf } from './outline.ts';
import { RefusedElement } from './refused-element.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const OPEN_ARRAY = 0x5b;
const BLANK = /^[ \t\n\r]*$/;

type ParseRule = Pick<FormRule, 'elements' | 'judgesFaults'>;

/**
 * Parses a body. Faulty names in an element of a divided body, or in a whole one whose route judges faults, give a
 * `RefusedElement` in its place. Other calls run between elements.
 * @throws ProblemError `malformed-json`, `nested-too-deep`, `too-many-events`, `body-too-large`, `invalid-body` for a
 * name twice
 */
export async function parseBody(bytes: Buffer, rule: ParseRule): Promise<unknown> {
  const { elements } = rule;
  if (!isUtf8(bytes)) throw new ProblemError('malformed-json', { detail: 'not UTF-8' });
  const text = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  if (elements === undefined) return parseWhole(text, rule);
  // No array: parsed only to name what it is instead, and no larger than one element may be.
  if (firstOf(text) !== OPEN_ARRAY) {
    if (text.length > elements.mostBytes) throw new ProblemError('malformed-json', { detail: 'not an array' });
    return parseWhole(text, rule);
  }
  return parseElements(text, elements);
}

async function parseWhole(text: Buffer, { judgesFaults = false }: ParseRule): Promise<unknown> {
  const [whole] = await outlineOf(text).catch((error: unknown) => {
    throw withPlace(error, text);
  });
  const value = whole === undefined ? undefined : parse(text, whole);
  if (judgesFaults || !(value instanceof RefusedElement)) return value;
  if (value.errors.some(({ code }) => code !== 'duplicate-name'))
    throw new ProblemError('malformed-json', { detail: '__proto__ is no name' });
  throw new ProblemError('invalid-body', { errors: value.errors });
}

async function parseElements(text: Buffer, { most, mostBytes }: NonNullable<FormRule['elements']>): Promise<unknown[]> {
  const outline = await outlineOf(text, most).catch((error: unknown) => {
    throw withPlace(error, text);
  });
  const end = outline.at(-1)?.to ?? 0;
  if (text[end] !== 0x5d || !BLANK.test(text.toString('latin1', end + 1)))
    throw new ProblemError('malformed-json', { detail: 'more than one value' });
  const [only] = outline;
  if (
    outline.length === 1 &&
    only &&
    BLANK.test(text.toString('latin1', only.from, Math.min(only.to, only.from + mostBytes)))
  )
    return [];
  const values: unknown[] = [];
  for await (const element of inTurns(outline)) {
    const large = element.to - element.from > mostBytes;
    values.push(large ? new RefusedElement([fieldError('', 'report-too-large')]) : parse(text, element, values.length));
  }
  return values;
}

/** @param place of the element in its array; undefined for the whole body */
function parse(bytes: Buffer, { from, to, members }: Element, place?: number): unknown {
  const text = bytes.toString('utf8', from, to);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformedAt(bytes, from + Buffer.byteLength(text.slice(0, faultIn(text))), place);
  }
  return membersIn(value) === members ? value : new RefusedElement(faultyNames(text), value);
}

/** Longest text to search: finding the place of a fault reads the text once more, without a pause. */
const MOST_SEARCHED = 256 * 1024;

/** Adds the place of the fault to a refusal for brackets or quotes, if it is found quickly. */
function withPlace(error: unknown, bytes: Buffer): unknown {
  if (!(error instanceof ProblemError) || error.code !== 'malformed-json' || bytes.length > MOST_SEARCHED) return error;
  const text = bytes.toString('utf8');
  return malformedAt(bytes, Buffer.byteLength(text.slice(0, faultIn(text))));
}

function malformedAt(bytes: Buffer, offset: number, place?: number): ProblemError {
  const { line, column } = lineAndColumn(bytes, offset);
  const where = place === undefined ? '' : `, in item ${place} of the array (the first is 0)`;
  const what = offset >= bytes.length ? 'the text ends too early, ' : '';
  return new ProblemError('malformed-json', {
    detail: `${what}line ${line}, column ${column}${where}`,
    errors: [fieldError(place === undefined ? '' : `/${place}`, 'json-syntax')],
  });
}

function firstOf(text: Buffer): number | undefined {
  return text.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
}
