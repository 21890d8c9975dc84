import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { getProjectRoot } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { type ImportResult, importRegister } from './import-register.ts';
import { InstitutionRegister } from './institution-register.ts';
import { InstitutionVersion } from './institution-version.entity.ts';
import { readRegister } from './read-register.ts';
import { line, register } from '../../test/given/register-file.ts';

const SHARED = process.env['SHARED_DATA'] ?? resolve(getProjectRoot(), '../shared/data');
const OFFICIAL = join(SHARED, 'institution-register', 'institutions.csv');
const folder = mkdtempSync(join(tmpdir(), 'register-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function synthetic(): string {
  const file = join(folder, 'synthetic.csv');
  const lines = Array.from({ length: 2500 }, (_, index) =>
    line({ number: String(990_000 + index), name: `Opdigtet skole ${index}`, lies: String(101 + (index % 98)) }),
  );
  writeFileSync(file, register(lines));
  return file;
}

/** Renames the first institution of the file and removes the last three. */
function change(file: string): string {
  const lines = iconv.decode(readFileSync(file), 'utf-16le').trimEnd().split('\r\n');
  const cells = (lines[1] ?? '').split(';');
  lines[1] = cells.map((cell, index) => (index === 2 ? `${cell} II` : cell)).join(';');
  const changed = join(folder, 'changed.csv');
  writeFileSync(changed, iconv.encode(`${lines.slice(0, -3).join('\r\n')}\r\n`, 'utf-16le'));
  return changed;
}

async function importThrice(file: string): Promise<{ results: ImportResult[]; placed: number }> {
  const { database, drop } = await testDatabase({ entities: [InstitutionVersion] });
  try {
    const results: ImportResult[] = [];
    for (const [step, path] of [file, file, change(file)].entries()) {
      const on = `2025-0${step + 1}-01`;
      results.push(await importRegister(database.pool, readRegister(path), { on, source: 'register' }));
    }
    const register = await InstitutionRegister.load(database.dataSource.getRepository(InstitutionVersion));
    let placed = 0;
    for await (const row of readRegister(file)) {
      if ('institution' in row && register.municipalityOf(row.institution.number, '2025-01-15') !== undefined)
        placed += 1;
    }
    return { results, placed };
  } finally {
    await drop();
  }
}

function expected(all: number): Partial<ImportResult>[] {
  return [
    { read: all, added: all, changed: 0, closed: 0, unchanged: 0, leftOpen: 0, refused: [] },
    { read: all, added: 0, changed: 0, closed: 0, unchanged: all, leftOpen: 0, refused: [] },
    { read: all - 3, added: 0, changed: 1, closed: 3, unchanged: all - 4, leftOpen: 0, refused: [] },
  ];
}

describe('a whole register file', () => {
  test('of 2,500 fictional institutions is imported, imported again without change, and imported changed', async () => {
    const { results, placed } = await importThrice(synthetic());
    expect(results).toEqual(expected(2500));
    expect(placed).toBe(2500);
  });

  test('as the ministry publishes it (4,767 institutions) is imported the same way, if the file is there', async () => {
    if (!existsSync(OFFICIAL)) {
      console.warn(
        `NOT PROVEN HERE: ${OFFICIAL} is missing (set SHARED_DATA), so only the synthetic register was imported.`,
      );
      return;
    }
    const { results, placed } = await importThrice(OFFICIAL);
    expect(results).toEqual(expected(4767));
    expect(placed).toBe(4767);
  });
});
