import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { type MapOptions, type MappedRow, mapRows } from './map-rows.ts';
import type { Profile } from './profile.ts';
import { checkProfile } from './read-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-map-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'pupils.csv');
const CLASSES = 'class,begins\n9A,2025-08-11\n9B,2025-08-12\n9B,2025-08-13\n';
writeFileSync(join(folder, 'classes.csv'), CLASSES);

const PROFILE = checkProfile(
  {
    name: 'pupils',
    parameters: { school: '990101' },
    lookups: { classes: { file: 'classes.csv', on: { class: 'klasse' } } },
    values: [{ name: 'from', is: { addDays: [{ var: 'lookup.classes.begins' }, { number: { var: 'row.offset' } }] } }],
    source: { cat: ['/systems/a/reporters/', { var: 'parameter.school' }] },
    events: [
      {
        id: { cat: [{ var: 'row.id' }, '-in'] },
        type: 'dk.ungestatus.enrolment-registered.v1',
        data: {
          enrolmentId: { var: 'row.id' },
          startsOn: { var: 'value.from' },
          'education.code': { var: 'row.klasse' },
        },
      },
      {
        when: { '!': { empty: { var: 'row.left' } } },
        id: { cat: [{ var: 'row.id' }, '-out'] },
        type: 'dk.ungestatus.education-interrupted.v1',
        time: { cat: [{ var: 'row.left' }, 'T12:00:00Z'] },
        data: { lastDay: { earlierOf: [{ var: 'row.left' }, '2026-06-30'] }, note: null },
      },
    ],
  },
  'pupils.json',
);

async function map(rows: string | Buffer, profile: Profile = PROFILE, options?: MapOptions): Promise<MappedRow[]> {
  writeFileSync(file, typeof rows === 'string' ? `id,klasse,offset,left\n${rows}` : rows);
  const mapped: MappedRow[] = [];
  for await (const row of mapRows(file, profile, options)) mapped.push(row);
  return mapped;
}

/** A profile of one report per row, with the expression in its data. */
const oneField = (is: unknown, event: Record<string, unknown> = {}): Profile =>
  checkProfile(
    { name: 'one', source: 's', events: [{ id: { var: 'row.id' }, type: 't', data: { field: is }, ...event }] },
    'one.json',
  );
const fieldOf = async (is: unknown, rows: string, event?: Record<string, unknown>): Promise<unknown[]> =>
  (await map(Buffer.from(rows), oneField(is, event))).map(
    ({ events, errors }) => errors[0]?.code ?? events[0]?.data['field'],
  );

describe('a profile can read', () => {
  test('a column whose name holds dots, of the file and of a lookup', async () => {
    expect(await fieldOf({ var: 'row.CPR-nr.' }, 'id,CPR-nr.\n1,x\n')).toEqual(['x']);
    writeFileSync(join(folder, 'dots.csv'), 'k.,v.1\n1,found\n');
    const lookups = { other: { file: 'dots.csv', on: { 'k.': 'a.b' } } };
    const profile = {
      name: 'p',
      lookups,
      source: 's',
      events: [{ id: 'i', type: 't', data: { field: { var: 'lookup.other.v.1' } } }],
    };
    const [row] = await map(Buffer.from('a.b\n1\n'), checkProfile(profile, 'p.json'));
    expect(row?.events[0]?.data).toEqual({ field: 'found' });
  });

  test('columns without a name or with a repeated one beside those that are read', async () => {
    expect(await fieldOf({ var: 'row.b' }, 'id,x,x,,b,\n1,2,3,4,5,\n')).toEqual(['5']);
  });

  test.each([
    ['0', 'id,n\n1,0\n', { number: { var: 'row.n' } }],
    ['an empty text', 'id,n\n1,\n', { var: 'row.n' }],
    ['an empty list', 'id,n\n1,2\n', []],
    ['null', 'id,n\n1,2\n', null],
  ])('a `when` of %s as no', async (_what, rows, when) => {
    const [row] = await map(Buffer.from(rows), oneField('x', { when }));
    expect(row).toMatchObject({ events: [], errors: [] });
  });

  test.each([
    ['the text 0', '0'],
    ['a text', 'nej'],
  ])('a `when` of %s as yes, as JsonLogic does', async (_what, cell) => {
    const [row] = await map(Buffer.from(`id,n\n1,${cell}\n`), oneField('x', { when: { var: 'row.n' } }));
    expect(row?.events).toHaveLength(1);
  });

  test('a text without the blanks at its ends', async () => {
    expect(await fieldOf({ trim: { var: 'row.n' } }, 'id,n\n1,"  stx "\n')).toEqual(['stx']);
  });

  test.each([
    ['d-M-yyyy', '1-8-2026', '2026-08-01'],
    ['d-M-yyyy', '31-12-2026', '2026-12-31'],
    ['dd.MM.yyyy', '01.08.2026', '2026-08-01'],
    ['dd.MM.yyyy', '01a08a2026', 'not-a-day'],
    ['d/M yyyy', ' 1/8 2026 ', '2026-08-01'],
    ['yyyyMMdd', '20260801', '2026-08-01'],
    ['d-M-yyyy', '29-2-2026', 'not-a-day'],
    ['dd-MM-yyyy', '1-8-2026', 'not-a-day'],
    ['d-M-yyyy', '2026-08-01', 'not-a-day'],
  ])('a day written as %s: %s', async (format, cell, expected) => {
    expect(await fieldOf({ dayIn: [format, { var: 'row.n' }] }, `id,n\n1,"${cell}"\n`)).toEqual([expected]);
  });

  test('a time that is no text as an error of the row, never dropped', async () => {
    expect(await fieldOf('x', 'id,n\n1,20260801\n', { time: { number: { var: 'row.n' } } })).toEqual(['not-a-time']);
  });

  test('an id that is a number', async () => {
    const [row] = await map(Buffer.from('id,n\n7,2\n'), oneField('x', { id: { number: { var: 'row.id' } } }));
    expect(row?.events[0]?.id).toBe('7');
  });

  test('a key that cannot be read as one error, without a missing lookup as well', async () => {
    const rows = Buffer.concat([Buffer.from('id,klasse,offset,left\np1,9'), Buffer.from([0xe6]), Buffer.from(',3,\n')]);
    expect((await map(rows))[0]?.errors.map(({ code }) => code)).toEqual(['unreadable-character']);
  });

  test('but not a lookup file with an unreadable row, which is refused completely', async () => {
    writeFileSync(join(folder, 'classes.csv'), 'class,begins\n9A,"2025-08-11\n9B,2025-08-12\n9C,2025"\n');
    await expect(map('p1,9A,3,\n')).rejects.toThrow('classes.csv has a row that cannot be read: row 2');
    writeFileSync(join(folder, 'classes.csv'), CLASSES);
  });
});

describe('a mapping of rows to reports', () => {
  test('makes the reports of the profile from a row, in its order, with nested fields and without empty ones', async () => {
    const [row] = await map('p1,9A,3,2026-01-31\n');
    const event = { specversion: '1.0', source: '/systems/a/reporters/990101', datacontenttype: 'application/json' };
    expect(row).toMatchObject({ row: 2, errors: [] });
    expect(row?.events).toEqual([
      {
        ...event,
        id: 'p1-in',
        type: 'dk.ungestatus.enrolment-registered.v1',
        data: { enrolmentId: 'p1', startsOn: '2025-08-14', education: { code: '9A' } },
      },
      {
        ...event,
        id: 'p1-out',
        type: 'dk.ungestatus.education-interrupted.v1',
        time: '2026-01-31T12:00:00Z',
        data: { lastDay: '2026-01-31' },
      },
    ]);
  });

  test("prefers a parameter of the caller to the profile's own", async () => {
    const [row] = await map('p1,9A,3,\n', PROFILE, { parameters: { school: '990102' } });
    expect(row?.events.map(({ source }) => source)).toEqual(['/systems/a/reporters/990102']);
  });

  test('refuses a parameter that the profile does not have', async () => {
    await expect(map('p1,9A,3,\n', PROFILE, { parameters: { skole: '990102' } })).rejects.toThrow('It has: school.');
  });

  test.each([
    ['p1,9A,three,\n', 'not-a-number', 'offset'],
    ['p1,9A,,\n', 'missing-value', 'offset'],
    ['p1,9A,1.5,\n', 'not-a-number', 'offset'],
    [',9A,1,\n', 'missing-value', 'id'],
    ['p1,9A,1,soon\n', 'not-a-day', 'left'],
    ['p1,9A,1,2026-02-30\n', 'not-a-day', 'left'],
    ['p1,8C,1,\n', 'lookup-missed', 'classes'],
    ['p1,9B,1,\n', 'lookup-ambiguous', 'classes'],
    ['p1,9A,1\n', 'wrong-number-of-cells', undefined],
    ['p1,"9A,1,\n', 'unreadable-row', undefined],
  ])('gives for the row %j the error %s in the column %s and no report', async (row, code, column) => {
    const mapped = await map(row);
    expect(mapped.map(({ events, errors }) => [events, errors])).toEqual([
      [
        [],
        [{ row: 2, code, ...(column === undefined ? {} : { column }), da: expect.any(String), en: expect.any(String) }],
      ],
    ]);
  });

  test('goes on after a bad row, and names its row', async () => {
    const mapped = await map('p1,9A,1,\np2,9A,x,\n\np3,9A,1,\n');
    expect(mapped.map(({ row, events, errors }) => [row, events.length, errors.length])).toEqual([
      [2, 1, 0],
      [3, 0, 1],
      [5, 1, 0],
    ]);
  });

  test('never repeats the cell in an error: it may hold a civil number', async () => {
    const mapped = await map('6110001234,9A,6110001234x,\n');
    expect(JSON.stringify(mapped.map(({ errors }) => errors))).not.toContain('6110001234');
  });

  test("makes bytes outside the profile's encoding an error of their row", async () => {
    const bytes = iconv.encode('id,klasse,offset,left\nÆ1,9A,1,\np2,9A,1,\n', 'windows-1252');
    const mapped = await map(bytes);
    expect(mapped.map(({ errors }) => errors.map(({ code, column }) => [code, column]))).toEqual([
      [['unreadable-character', 'id']],
      [],
    ]);
  });

  test('refuses a file without a column that the profile reads, naming all missing ones', async () => {
    const reading = map(Buffer.from('id,class\np1,9A\n'));
    await expect(reading).rejects.toThrow(
      'pupils.csv lacks the columns offset, klasse, left. Its header has: id, class.',
    );
  });

  test.each([
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 10, 65]), 'pupils.csv is no text'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000\nid'), 'pupils.csv is no text'],
    [
      'a header in another encoding',
      iconv.encode('id;klassetrin på skolen\n', 'windows-1252'),
      '"encoding": "windows-1252"',
    ],
  ])('names %s, and does not show its bytes', async (_what, bytes, told) => {
    await expect(map(bytes)).rejects.toThrow(told);
  });

  test('refuses an empty file', async () => {
    await expect(map(Buffer.from(''))).rejects.toMatchObject({ code: 'empty-file' });
  });

  test('reports progress up to the size of the file', async () => {
    const mapped = await map('p1,9A,1,\np2,9A,1,\n');
    expect(mapped.at(-1)?.bytesRead).toBe(Buffer.byteLength('id,klasse,offset,left\np1,9A,1,\np2,9A,1,\n'));
  });
});
