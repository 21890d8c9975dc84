import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { type CsvRow, readRows } from './read-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMA = { delimiter: ',', encoding: 'auto', quote: '"' };

async function collect(content: Buffer | string, options = COMMA): Promise<CsvRow[]> {
  const bytes = Buffer.from(content);
  // Chunks of five bytes cut through characters, line ends and quotes.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 5) }, (_, at) => bytes.subarray(at * 5, at * 5 + 5));
  const rows: CsvRow[] = [];
  for await (const row of readRows(Readable.from(pieces), options)) rows.push(row);
  return rows;
}

const seen = (rows: readonly CsvRow[]): unknown[] => rows.map(({ row, cells }) => [row, cells ?? 'broken']);

describe('the CSV reader', () => {
  test.each([
    ['UTF-8', iconv.encode('navn,by\r\nÆbleskolen,Ærø\r\n', 'utf-8')],
    ['UTF-8 with a byte order mark', iconv.encode('navn,by\r\nÆbleskolen,Ærø\r\n', 'utf-8', { addBOM: true })],
    ['UTF-16LE without a byte order mark', iconv.encode('navn,by\r\nÆbleskolen,Ærø\r\n', 'utf-16le')],
    ['UTF-16LE with one', iconv.encode('navn,by\r\nÆbleskolen,Ærø\r\n', 'utf-16le', { addBOM: true })],
    ['UTF-16BE with one', iconv.encode('navn,by\r\nÆbleskolen,Ærø\r\n', 'utf-16be', { addBOM: true })],
  ])('detects %s by itself', async (_name, bytes) => {
    expect(seen(await collect(bytes))).toEqual([
      [1, ['navn', 'by']],
      [2, ['Æbleskolen', 'Ærø']],
    ]);
  });

  test('reads Windows-1252 if it is configured', async () => {
    const rows = await collect(iconv.encode('by\nÆrø\n', 'windows-1252'), { ...COMMA, encoding: 'windows-1252' });
    expect(seen(rows)).toEqual([
      [1, ['by']],
      [2, ['Ærø']],
    ]);
  });

  test('keeps delimiters, doubled quotes and line breaks inside quotes', async () => {
    const rows = await collect('a;b\n"x;y";"Den ""gamle"" skole"\n"to\nlinjer";2\n', { ...COMMA, delimiter: ';' });
    expect(seen(rows).slice(1)).toEqual([
      [2, ['x;y', 'Den "gamle" skole']],
      [3, ['to\nlinjer', '2']],
    ]);
  });

  test('counts rows as a spreadsheet does: empty lines count but are skipped', async () => {
    expect(seen(await collect('a,b\n1,2\n\n4,5\n'))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [4, ['4', '5']],
    ]);
  });

  test('takes a stray quote as text, which affects no other row', async () => {
    expect(seen(await collect('a,b\n"x"y,3\n4,5\nz"z",6\n7,8\n'))).toEqual([
      [1, ['a', 'b']],
      [2, ['"x"y', '3']],
      [3, ['4', '5']],
      [4, ['z"z"', '6']],
      [5, ['7', '8']],
    ]);
  });

  test('stops at a quote that swallows a million characters and names its row', async () => {
    const huge = Readable.from([Buffer.from('a,b\n1,2\n"open,'), Buffer.alloc(1_100_000, 'x'), Buffer.from('\n')]);
    const reading = (async () => {
      for await (const row of readRows(huge, COMMA)) expect(row.row).toBeLessThan(3);
    })();
    await expect(reading).rejects.toThrow('has a quote in row 3 that is never closed');
  });

  test('takes two stray quotes with the rows between them as one broken row, and reads the rows after it', async () => {
    const swallowed = 'id,note,day\n1,"open,2\n2,plain,3\n3,closed",4\n5,x,6\n';
    expect(seen(await collect(swallowed))).toEqual([
      [1, ['id', 'note', 'day']],
      [2, 'broken'],
      [3, ['5', 'x', '6']],
    ]);
  });

  test('keeps all rows around a note over two lines, even with a delimiter in it', async () => {
    const rows = await collect('id,note,day\n1,"came, late\nand left",2\n');
    expect(seen(rows)[1]).toEqual([2, ['1', 'came, late\nand left', '2']]);
  });

  test('accepts mixed line ends', async () => {
    const rows = await collect('a,b\r\n1,2\n3,4\r5,6\r\n');
    expect(seen(rows).map((row) => (row as [number, string[]])[1])).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  test.each(['sep=;\r\n', 'SEP=;\n'])('takes the line %j as the delimiter and not as a row', async (line) => {
    expect(seen(await collect(`${line}a;b\n1;2\n`))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ]);
  });

  test('reads a column called sep as a column', async () => {
    expect(seen(await collect('sep,b\n1,2\n'))[0]).toEqual([1, ['sep', 'b']]);
  });

  test('takes a quote that never closes as one broken row at the end, not as a failed file', async () => {
    expect(seen(await collect('a,b\n1,2\n"open,3\n4,5\n'))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, 'broken'],
    ]);
  });

  test('reports the bytes read, up to all of them', async () => {
    const rows = await collect('a,b\n1,2\n3,4\n');
    expect(rows.at(-1)?.bytesRead).toBe(12);
  });

  test('names a missing file without its folders', async () => {
    const reading = readRows(join(folder, 'nowhere.csv'), COMMA).next();
    await expect(reading).rejects.toThrow('There is no file nowhere.csv.');
  });

  test('refuses a folder', async () => {
    await expect(readRows(folder, COMMA).next()).rejects.toMatchObject({ code: 'unreadable-file' });
  });
});
