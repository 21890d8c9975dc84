import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { Repository } from 'typeorm';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { importInstitutions } from './import-institutions.ts';
import { type ImportOptions, importRegister } from './import-register.ts';
import { InstitutionRegister } from './institution-register.ts';
import { InstitutionVersion } from './institution-version.entity.ts';
import { readRegister } from './read-register.ts';
import { type FictionalRow, line, register } from '../../test/given/register-file.ts';

let test_: TestDatabase;
let pool: pg.Pool;
let versions: Repository<InstitutionVersion>;
beforeAll(async () => {
  test_ = await testDatabase({ entities: [InstitutionVersion] });
  pool = test_.database.pool;
  versions = test_.database.dataSource.getRepository(InstitutionVersion);
});
afterAll(() => test_.drop());
beforeEach(() => pool.query('delete from reference.institutions'));

const FIVE: readonly FictionalRow[] = [
  { number: '990101', name: 'Æbleskolen', kind: 'main' },
  { number: '990102', name: 'Æbleskolen, Pæreafdelingen', kind: 'department', main: '990101', lies: '461' },
  { number: '990103', name: 'Birkeskolen' },
  { number: '990104', name: 'Bøgeskolen' },
  { number: '990105', name: 'Egeskolen' },
];

const bring = (rows: readonly FictionalRow[], on: string, more: Partial<ImportOptions> = {}) =>
  importRegister(pool, readRegister(Readable.from([register(rows.map(line))])), { on, source: 'register', ...more });
const rename = (number: string, name: string): FictionalRow[] =>
  FIVE.map((row) => (row.number === number ? { ...row, name } : row));
const counts = { read: 5, added: 0, changed: 0, closed: 0, unchanged: 0, leftOpen: 0, refused: [] };

describe('the import of institutions', () => {
  test('holds from always at first; a second one changes nothing', async () => {
    expect(await bring(FIVE, '2025-08-01')).toEqual({ ...counts, added: 5 });
    expect(await bring(FIVE, '2025-09-01')).toEqual({ ...counts, unchanged: 5 });
    const institutions = await InstitutionRegister.load(versions);
    expect(institutions.find('990103', '1970-01-01')).toMatchObject({ name: 'Birkeskolen', validFrom: null });
  });

  test('ends a changed institution and begins it anew on the day, ends a missing one and begins a new one', async () => {
    await bring(FIVE, '2025-08-01');
    const next = [...rename('990103', 'Nye Birkeskolen').slice(0, 4), { number: '990106', name: 'Fyrreskolen' }];
    expect(await bring(next, '2025-09-01')).toEqual({ ...counts, added: 1, changed: 1, closed: 1, unchanged: 3 });
    const institutions = await InstitutionRegister.load(versions);
    const name = (number: string, day: string): string | undefined => institutions.find(number, day)?.name;
    expect([name('990103', '2025-08-31'), name('990103', '2025-09-01')]).toEqual(['Birkeskolen', 'Nye Birkeskolen']);
    expect([name('990105', '2025-08-31'), name('990105', '2025-09-01')]).toEqual(['Egeskolen', undefined]);
    expect([name('990106', '2025-08-31'), name('990106', '2025-09-01')]).toEqual(['Fyrreskolen', 'Fyrreskolen']);
    expect(institutions.knows('990105')).toBe(true);
  });

  test('leaves no trace of a value that is corrected the same day', async () => {
    await bring(FIVE, '2025-08-01');
    await bring(rename('990103', 'Brikeskolen'), '2025-09-01');
    expect(await bring(rename('990103', 'Ny Birkeskole'), '2025-09-01')).toEqual({
      ...counts,
      changed: 1,
      unchanged: 4,
    });
    const { rows } = await pool.query("select name from reference.institutions where number = '990103' order by 1");
    expect(rows).toEqual([{ name: 'Birkeskolen' }, { name: 'Ny Birkeskole' }]);
  });

  test('leaves no gap for an institution that returns the same day', async () => {
    await bring(FIVE, '2025-08-01');
    await bring(FIVE.slice(0, 4), '2025-09-01');
    await bring(FIVE, '2025-09-01');
    const institutions = await InstitutionRegister.load(versions);
    expect(['2025-08-31', '2025-09-01'].map((day) => institutions.find('990105', day)?.name)).toEqual([
      'Egeskolen',
      'Egeskolen',
    ]);
  });

  test('leaves no trace of one that is new and gone the same day', async () => {
    await bring(FIVE, '2025-08-01');
    await bring([...FIVE, { number: '990106', name: 'Fyrreskolen' }], '2025-09-01');
    expect(await bring(FIVE, '2025-09-01')).toMatchObject({ closed: 1 });
    expect((await InstitutionRegister.load(versions)).knows('990106')).toBe(false);
  });

  test('reports a refused line and leaves the known institution', async () => {
    await bring(FIVE, '2025-08-01');
    const broken = FIVE.map((row) => (row.number === '990104' ? { ...row, type: 'x' } : row));
    const result = await bring(broken, '2025-09-01');
    expect(result).toMatchObject({ read: 5, closed: 0, unchanged: 4, refused: [{ line: 5, field: 'INST_TYPE_NR' }] });
    expect((await InstitutionRegister.load(versions)).find('990104', '2025-09-01')?.name).toBe('Bøgeskolen');
  });

  test('closes nothing if a refused line has no readable number: it may be any that seems missing', async () => {
    await bring(FIVE, '2025-08-01');
    const unreadable = FIVE.map((row) => (row.number === '990104' ? { ...row, number: '99 0104' } : row));
    const result = await bring(unreadable, '2025-09-01', { mayCloseMany: true });
    expect(result).toMatchObject({
      read: 5,
      closed: 0,
      unchanged: 4,
      leftOpen: 1,
      refused: [{ line: 5, field: 'INST_NR' }],
    });
    expect((await InstitutionRegister.load(versions)).find('990104', '2025-09-01')?.name).toBe('Bøgeskolen');
  });

  test('reads lines with surplus empty cells at their ends', async () => {
    await bring(FIVE, '2025-08-01');
    const surplus = FIVE.map((row) => `${line(row)};;`);
    const result = await importRegister(pool, readRegister(Readable.from([register(surplus)])), {
      on: '2025-09-01',
      source: 'register',
    });
    expect(result).toEqual({ ...counts, unchanged: 5 });
  });

  test.each([
    [
      'UTF-8 read as Windows-1252',
      (text: string) => iconv.encode(iconv.decode(Buffer.from(text), 'windows-1252'), 'utf-8'),
    ],
    ['Windows-1252 read as UTF-8', (text: string) => Buffer.from(iconv.encode(text, 'windows-1252').toString('utf8'))],
    ['Windows-1252', (text: string) => iconv.encode(text, 'windows-1252')],
    [
      'ISO 8859-1 read as MacRoman',
      (text: string) => iconv.encode(iconv.decode(iconv.encode(text, 'iso-8859-1'), 'macintosh'), 'utf-8'),
    ],
    ['ASCII with question marks', (text: string) => Buffer.from(text.replace(/[^ -~\r\n]/g, '?'))],
  ])('overwrites no name by a list saved as %s', async (_how, broken) => {
    await bring(FIVE, '2025-08-01');
    const text = register(FIVE.map(line), 'utf-8').toString('utf8');
    const rows = readRegister(Readable.from([broken(text)]));
    await expect(importRegister(pool, rows, { on: '2025-09-01', source: 'register' })).rejects.toThrow(
      'another encoding',
    );
    expect((await InstitutionRegister.load(versions)).find('990101', '2025-09-01')?.name).toBe('Æbleskolen');
  });

  test('refuses the second line with the same number', async () => {
    const result = await bring([...FIVE, { number: '990103', name: 'Birkeskolen igen' }], '2025-08-01');
    expect(result).toMatchObject({ added: 5, refused: [{ line: 7, field: 'INST_NR' }] });
  });

  test('neither closes nor takes over the institutions of another list', async () => {
    const school = { type: '1012', municipality: '0751' };
    const own = [
      { ...school, number: '990901', name: 'Sandkasseskolen' },
      { ...school, number: '990902', name: 'Sandkasseskolen, Spanden', mainInstitution: '990901' },
      { ...school, number: '990903', name: 'Gyngeskolen' },
    ];
    await importInstitutions(pool, own, { on: '2025-08-01', source: 'sandbox' });
    const taken = [...FIVE, { number: '990901', name: 'En anden' }];
    expect(await bring(taken, '2025-08-01')).toMatchObject({
      added: 5,
      closed: 0,
      refused: [{ line: 7, field: 'INST_NR' }],
    });
    const institutions = await InstitutionRegister.load(versions);
    expect(institutions.find('990901', '2025-08-01')?.name).toBe('Sandkasseskolen');
    const kinds = own.map(({ number }) => institutions.find(number, '2025-08-01')?.kindOfUnit);
    expect(kinds).toEqual(['main', 'department', 'stand-alone']);
  });

  test('refuses a list that looks cut off, unless it is confirmed', async () => {
    await bring(FIVE, '2025-08-01');
    await expect(bring(FIVE.slice(0, 3), '2025-09-01')).rejects.toThrow('would close 2 of 5 institutions');
    expect((await InstitutionRegister.load(versions)).find('990105', '2025-09-01')).toBeDefined();
    expect(await bring(FIVE.slice(0, 3), '2025-09-01', { mayCloseMany: true })).toMatchObject({ closed: 2 });
  });

  test('refuses a list older than the known one if it would change something', async () => {
    await bring(FIVE, '2025-08-01');
    await bring(rename('990103', 'Nye Birkeskolen'), '2025-09-01');
    await expect(bring(FIVE, '2025-08-15')).rejects.toThrow('A list as of 2025-09-01 is already imported');
    expect(await bring(rename('990103', 'Nye Birkeskolen'), '2025-08-15')).toMatchObject({ unchanged: 5 });
  });

  test('leaves nothing of a file that breaks half way', async () => {
    const rows = (async function* () {
      yield* readRegister(Readable.from([register(FIVE.map(line))]));
      throw new Error('the line was cut');
    })();
    await expect(importRegister(pool, rows, { on: '2025-08-01', source: 'register' })).rejects.toThrow(
      'the line was cut',
    );
    expect((await pool.query('select 1 from reference.institutions')).rowCount).toBe(0);
  });

  test('notifies readers if something changed, and only then', async () => {
    const client = await pool.connect();
    const heard: string[] = [];
    client.on('notification', ({ channel }) => heard.push(channel));
    await client.query('listen institutions');
    await bring(FIVE, '2025-08-01');
    await bring(FIVE, '2025-08-01');
    await client.query('select 1');
    await client.query('unlisten *');
    client.release(true);
    expect(heard).toEqual(['institutions']);
  });
});

describe('the loaded register of institutions', () => {
  test('knows departments and municipalities, and follows changes by refreshing', async () => {
    await bring(FIVE, '2025-08-01');
    const institutions = await InstitutionRegister.load(versions);
    expect(institutions.belongsTo('990101', '990101', '2025-08-01')).toBe(true);
    expect(institutions.belongsTo('990102', '990101', '2025-08-01')).toBe(true);
    expect(institutions.belongsTo('990103', '990101', '2025-08-01')).toBe(false);
    expect(institutions.municipalityOf('990102', '2025-08-01')).toBe('0461');
    expect(institutions.municipalityOf('123456', '2025-08-01')).toBeUndefined();
    const moved = FIVE.map((row) => (row.number === '990102' ? { ...row, main: '990103' } : row));
    await bring(moved, '2025-09-01');
    await institutions.refresh();
    expect(institutions.belongsTo('990102', '990101', '2025-08-31')).toBe(true);
    expect(institutions.belongsTo('990102', '990101', '2025-09-01')).toBe(false);
    expect(institutions.belongsTo('990102', '990103', '2025-09-01')).toBe(true);
  });
});
