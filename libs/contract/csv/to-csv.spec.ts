import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { listOf, object, optional, orNull, text, whole } from '../index.ts';
import { csvColumnsOf } from './columns.ts';
import { toCsv } from './to-csv.ts';

const schema = object('List', 'A list.', {
  asOf: object('Ground', 'What it rests on.', { position: whole('Up to here.', 7) }),
  items: listOf(
    object('Item', 'A row.', {
      id: orNull(text('An id.', 'a'), 'An id.'),
      late: optional(whole('Workdays.', 3)),
      errors: listOf(
        object('Fault', 'A fault.', { code: text('A code.', 'day'), da: optional(text('Danish.', 'Fejl')) }),
        'Faults.',
      ),
    }),
    'Rows.',
  ),
  counts: listOf(object('Count', 'Another table.', { code: text('A code.', 'day') }), 'Counts.'),
  next: optional(text('The cursor.', 'abc')),
});
const answer = (...items: object[]) => ({ asOf: { position: 12 }, items, counts: [{ code: 'day' }], next: 'abc' });
const HEADER = 'id,late,errors.code,errors.da,answer.asOf.position';

test('the header row follows from the schema, without the cursor and other lists, also for a page without rows', () => {
  expect(toCsv(answer(), schema, 'items')).toBe(`${HEADER}\r\n`);
  expect(csvColumnsOf(schema, 'items').map(({ of }) => of)).toEqual(['row', 'row', 'row', 'row', 'answer']);
  expect(() => csvColumnsOf(schema, 'asOf')).toThrow('asOf is no list of objects');
});

test('each row is a line; a list stands in one cell, a missing value is an empty cell', () => {
  const faults = [{ code: 'day', da: 'Skriv, "datoen"' }, { code: 'week' }];
  expect(toCsv(answer({ id: 'x', late: 0, errors: faults }, { id: null, errors: [] }), schema, 'items')).toBe(
    `${HEADER}\r\nx,0,day; week,"Skriv, ""datoen""; ",12\r\n,,,,12\r\n`,
  );
});

test.each(['=1+1', '+1', '-1', '@sum', '\tx'])('the text %j is no formula for a spreadsheet', (id) => {
  expect(toCsv(answer({ id, errors: [] }), schema, 'items')).toContain(`'${id}`);
});

/** Expects every text to come back from a reader of RFC 4180 as it was. */
function proveTextsComeBack(write: typeof toCsv): void {
  const texts = fc.string({ unit: fc.constantFrom('a', 'æ', '"', ',', '\r', '\n', ' ', ';', '😀') });
  fc.assert(
    fc.property(fc.array(texts.filter((one) => one !== '' && !one.startsWith('\r'))), (ids) => {
      const lines = parse(write(answer(...ids.map((id) => ({ id, errors: [] }))), schema, 'items'), {
        record_delimiter: '\r\n',
      });
      expect(lines.slice(1).map(([id]) => id)).toEqual(ids);
    }),
  );
}

describe('any text', () => {
  test('comes back from a reader of RFC 4180 as it was', () => {
    proveTextsComeBack(toCsv);
  });

  test('sabotage: turns that proof red if quotes are not doubled', () => {
    expect(() => proveTextsComeBack((...given) => toCsv(...given).replaceAll('""', '"'))).toThrow();
  });
});
