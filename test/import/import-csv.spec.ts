import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { type TestDatabase, temporaryFolder, testDatabase } from '#libs/testing';
import { syntheticCpr } from '../../libs/csv-import/synthetic-cpr.ts';

let opened: TestDatabase;
const folder = temporaryFolder();
const file = (name: string): string => join(folder.path, name);
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 2 });
  writeFileSync(file('profile.json'), JSON.stringify(PROFILE));
  writeFileSync(file('pupils.csv'), FILE);
});
afterAll(async () => {
  await folder.remove();
  await opened.drop();
});

const PROFILE = {
  name: 'pupils',
  csv: { delimiter: ';' },
  parameters: { system: 'our-system', reporter: '990110', note: '' },
  source: { cat: ['/systems/', { var: 'parameter.system' }, '/reporters/', { var: 'parameter.reporter' }] },
  events: [
    {
      id: { cat: ['in-', { var: 'row.CPR-nr.' }] },
      type: 'dk.ungestatus.enrolment-registered.v1',
      data: {
        'person.cpr': { var: 'row.CPR-nr.' },
        enrolmentId: { var: 'row.id' },
        institution: { var: 'parameter.reporter' },
        'education.system': 'cosa',
        'education.code': '3009',
        startsOn: { dayIn: ['d-M-yyyy', { var: 'row.start' }] },
        kind: 'upper-secondary',
      },
    },
  ],
};
const PERSON = syntheticCpr(0, '2009-09-20', 1) ?? '';
const FILE = `sep=;\r\nid;CPR-nr.;start\r\nA;${PERSON};1-8-2026\r\nB;${PERSON};2026\r\n`;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function importCsv(...given: readonly string[]): Promise<Ran> {
  return importFile('pupils.csv', ...given);
}

/** Runs the program as an operator does in production. */
function importFile(name: string, ...given: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    DATABASE_URL: opened.url,
    UNGESTATUS_MODE: 'production',
    OIDC_ISSUER: 'http://127.0.0.1:9',
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const args = ['import', 'csv', file(name), '--profile', file('profile.json'), ...given];
  return promisify(execFile)(process.execPath, [join(getProjectRoot(), 'bin/ungestatus.js'), ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ran) => ({ code, stdout, stderr }),
  );
}

describe('ungestatus import csv outside a sandbox', () => {
  test("takes the operator's word for the reporters of the system, and names rows, codes and places of refusals", async () => {
    const ran = await importCsv('--client', 'our-system', '--reporter', '990110', '--errors', file('errors.csv'));
    expect(ran.stderr).toContain('error not-a-day, start: 1 times, rows 3');
    // Production accepts no synthetic number, so the readable row is refused by the intake for that alone, and not for
    // its caller.
    expect(ran.stderr).toContain('error cpr-synthetic, /data/person/cpr: 1 times, rows 2');
    expect(ran.stderr).not.toContain('reporter-not-yours');
    expect(ran.stdout).toContain('2 rows, 1 of them unreadable; 1 reports: 0 accepted');
    expect(ran.code).toBe(1);
    const lines = readFileSync(file('errors.csv'), 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe('row,kind,place,code,da,en');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 4).join())).toContain(
      '"2","error","/data/person/cpr","cpr-synthetic"',
    );
    expect([ran.stdout, ran.stderr, ...lines].join()).not.toContain(PERSON);
  });

  test('names a missing file in one line, and so does a service without institutions', async () => {
    const ran = await importFile('nowhere.csv', '--client', 'our-system', '--reporter', '990110');
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('There is no file nowhere.csv.');
    expect(ran.stderr).toContain('No institution is known here yet');
    expect(ran.stderr).not.toContain('    at ');
  });

  test('names the missing option if there is no reporter', async () => {
    const ran = await importCsv();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('--client my-system --reporter 101001');
  });

  test('names a file for the errors that cannot be written before anything is imported', async () => {
    const ran = await importCsv(
      '--client',
      'our-system',
      '--reporter',
      '990110',
      '--errors',
      file('nowhere/errors.csv'),
    );
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('nowhere/errors.csv cannot be written (ENOENT)');
    expect(ran.stderr).not.toContain('    at ');
  });

  test('accepts an equals sign in a parameter, and names a parameter without any', async () => {
    const known = ['--client', 'our-system', '--reporter', '990110'];
    expect((await importCsv(...known, '--parameter', 'note=a=b=c')).stdout).toContain('2 rows');
    expect((await importCsv(...known, '--parameter', 'note')).stderr).toContain(
      '--parameter note: write it as name=value.',
    );
  });
});
