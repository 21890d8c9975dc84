import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { RegisterRow } from './institution.ts';
import { readRegister } from './read-register.ts';
import { type FictionalRow, line, register } from '../../test/given/register-file.ts';

async function read(bytes: Buffer): Promise<RegisterRow[]> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  const rows: RegisterRow[] = [];
  for await (const row of readRegister(Readable.from(pieces))) rows.push(row);
  return rows;
}

const ONE: FictionalRow = { number: '990101', name: 'Æbleskolen' };

describe('the institution register', () => {
  test.each([
    ['UTF-16LE without byte order mark', 'utf-16le', false],
    ['UTF-16LE with one', 'utf-16le', true],
    ['UTF-8', 'utf-8', false],
    ['UTF-8 with a byte order mark', 'utf-8', true],
  ])('is read as %s', async (_name, encoding, bom) => {
    const institution = {
      number: '990101',
      name: 'Æbleskolen',
      type: '1012',
      typeName: 'Folkeskoler',
      kindOfUnit: 'stand-alone',
      mainInstitution: null,
      municipality: '0751',
      owner: 'Kommunale',
    };
    expect(await read(register([line(ONE)], encoding, bom))).toEqual([{ line: 2, institution }]);
  });

  test('keeps quotes and semicolons of a name', async () => {
    const rows = await read(register([line({ ...ONE, name: '"Skolen ""Den gamle""; Aarhus"' })]));
    expect(rows).toMatchObject([{ institution: { name: 'Skolen "Den gamle"; Aarhus' } }]);
  });

  test('gives the municipality of the place, and the one that runs it only if the first is empty', async () => {
    const places = [
      { ...ONE, run: '101', lies: '751' },
      { ...ONE, run: '101', lies: '' },
      { ...ONE, run: '', lies: '0461' },
    ];
    const rows = await read(register(places.map(line)));
    expect(rows.map((row) => ('institution' in row ? row.institution.municipality : null))).toEqual([
      '0751',
      '0101',
      '0461',
    ]);
  });

  test('keeps no field about persons', async () => {
    const text = JSON.stringify(await read(register([line(ONE)])));
    for (const personal of ['Opdigtet Leder', 'nobody@school.example', '00000000'])
      expect(text).not.toContain(personal);
  });

  test.each([
    [{ ...ONE, number: '99010' }, 'INST_NR', null],
    [{ ...ONE, name: '  ' }, 'INST_NAVN', '990101'],
    [{ ...ONE, kind: 'unheard-of' as const }, 'ENHEDSART', '990101'],
    [{ ...ONE, kind: 'department' as const }, 'HOVEDSKOLE_INST', '990101'],
    [{ ...ONE, main: '12' }, 'HOVEDSKOLE_INST', '990101'],
    [{ ...ONE, type: '12' }, 'INST_TYPE_NR', '990101'],
    [{ ...ONE, run: '', lies: '' }, 'BEL_KOMMUNE', '990101'],
    [{ ...ONE, lies: 'Aarhus' }, 'BEL_KOMMUNE', '990101'],
  ])('refuses %j by its column %s, with line, rule and remedy', async (row, field, number) => {
    const refusal = { line: 2, field, rule: expect.any(String), remedy: expect.any(String) };
    expect(await read(register([line(row)]))).toEqual([{ line: 2, number, refusals: [refusal] }]);
  });

  test('refuses a line that is cut off and reads the next one', async () => {
    const rows = await read(register(['990102;Halv', line(ONE)]));
    expect(rows).toMatchObject([
      { line: 2, refusals: [{ field: 'the whole line' }] },
      { line: 3, institution: {} },
    ]);
  });

  test('names every missing column', async () => {
    const bytes = Buffer.from('INST_NR;INST_NAVN;ENHEDSART;INST_TYPE_NR;INST_TYPE_NAVN;EJERKODE_NAVN\r\n');
    await expect(read(bytes)).rejects.toThrow(
      'The institution register lacks the columns HOVEDSKOLE_INST, KOMMUNE_NR, BEL_KOMMUNE.',
    );
  });
});
