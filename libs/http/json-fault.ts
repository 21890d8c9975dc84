/** A position in a JSON text, in characters. */
interface Reading {
  readonly text: string;
  at: number;
}

const BLANKS = /[ \t\n\r]*/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Finds the place where a text stops being JSON, in characters from its start; its length if it ends too early. The
 * platform's own message gives it for some faults only, and quotes the text. For refused texts, no deeper than bodies
 * may be.
 */
export function faultIn(text: string): number {
  const reading = { text, at: 0 };
  if (value(reading)) skip(reading, BLANKS);
  return reading.at;
}

function skip(reading: Reading, pattern: RegExp): boolean {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text);
  if (found) reading.at = pattern.lastIndex;
  return found !== null && (found[0] !== '' || pattern === BLANKS);
}

function sign(reading: Reading, expected: string): boolean {
  skip(reading, BLANKS);
  if (reading.text[reading.at] !== expected) return false;
  reading.at += 1;
  return true;
}

/** Reads a whole value. If false, the position stays at the fault. */
function value(reading: Reading): boolean {
  if (sign(reading, '{'))
    return members(
      reading,
      '}',
      () => skip(reading, BLANKS) && skip(reading, TEXT) && sign(reading, ':') && value(reading),
    );
  if (sign(reading, '[')) return members(reading, ']', () => value(reading));
  return skip(reading, TEXT) || skip(reading, NUMBER_OR_WORD);
}

function members(reading: Reading, close: string, member: () => boolean): boolean {
  if (sign(reading, close)) return true;
  do if (!member()) return false;
  while (sign(reading, ','));
  return sign(reading, close);
}

/** Line and column, both from 1, of an offset in UTF-8 bytes. */
export function lineAndColumn(bytes: Buffer, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let next = bytes.indexOf(10); next !== -1 && next < offset; next = bytes.indexOf(10, next + 1)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: bytes.toString('utf8', start, offset).length + 1 };
}
