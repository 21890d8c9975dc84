import type { TSchema } from 'typebox';
import { type Column, csvColumnsOf } from './columns.ts';

export const CSV = 'text/csv';
export const CSV_MEDIA_TYPE = `${CSV}; charset=utf-8`;

const LINE_END = '\r\n';
const BETWEEN = '; ';

/** An answer as CSV (RFC 4180): a header row of the members' paths, and a line for each row. */
export function toCsv(answer: object, schema: TSchema, rows: string): string {
  const columns = csvColumnsOf(schema, rows);
  const list = (answer as Readonly<Record<string, readonly object[]>>)[rows] ?? [];
  const lines = list.map((row) => columns.map(({ of, path }) => cellOf(of === 'row' ? row : answer, path)));
  return [columns.map(({ name }) => name), ...lines].map((cells) => cells.join(',') + LINE_END).join('');
}

/** The value at a path as a cell; the values of a list stand in one cell. */
function cellOf(value: unknown, path: Column['path']): string {
  const text = textAt(value, path);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textAt(value: unknown, path: Column['path']): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => textAt(item, path)).join(BETWEEN);
  const [name, ...rest] = path;
  if (name !== undefined) return textAt((value as Readonly<Record<string, unknown>>)[name], rest);
  return typeof value === 'string' ? harmless(value) : JSON.stringify(value);
}

/**
 * A text of a sender's choice that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
 * injection).
 */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
