import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ = 1184;
const TIMESTAMPTZ_ARRAY = 1185;
type TypeId = Parameters<typeof pg.types.getTypeParser>[0];
/** Missing in the typings. */
const TEXT_ARRAY = 1009 as TypeId;

/** @throws RangeError above 2^53-1: a position that silently lost its last digit would be another event. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large a number for JavaScript.`);
  return value;
}

/**
 * Converts PostgreSQL's text of a moment to RFC 3339 in UTC with milliseconds. Cuts finer digits instead of rounding,
 * so that a moment never moves into the next day. Cutting text makes it fast, since the sessions run in UTC. `infinity`
 * stays.
 */
export function parseInstant(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-]\d\d)(:?\d\d)?$/.exec(text);
  if (match === null) return text;
  const [, day = '', time = '', fraction = '', hours = '', minutes = ''] = match;
  const instant = `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  if (hours === '+00' && minutes === '') return `${instant}Z`;
  return new Date(`${instant}${hours}${minutes === '' ? ':00' : minutes}`).toISOString();
}

type Element<T> = T | null | readonly Element<T>[];

/** Parses arrays, which may be nested and contain nulls; pg's own text array parser handles the braces. */
function parseArray<T>(parse: (text: string) => T): (text: string) => Element<T>[] {
  const braces = pg.types.getTypeParser(TEXT_ARRAY) as (text: string) => Element<string>[];
  const each = (value: Element<string>): Element<T> => {
    if (value === null) return null;
    return typeof value === 'string' ? parse(value) : value.map(each);
  };
  return (text) => braces(text).map(each);
}

/**
 * Types of column values, for one pool instead of the whole process: bigint as number, date as its own text
 * (`YYYY-MM-DD`), timestamptz as RFC 3339 text in UTC. xid8 stays text: it has 64 bits.
 */
export function columnTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, parseInt8);
  types.setTypeParser(INT8_ARRAY, parseArray(parseInt8));
  types.setTypeParser(DATE, (text: string) => text);
  types.setTypeParser(
    DATE_ARRAY,
    parseArray((text) => text),
  );
  types.setTypeParser(TIMESTAMPTZ, parseInstant);
  types.setTypeParser(TIMESTAMPTZ_ARRAY, parseArray(parseInstant));
  return types;
}
