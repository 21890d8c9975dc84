import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { countsOn, groupByStudent } from './oulad-counts.js';
import { ouladFolder, readRegistrations } from './oulad-files.js';
import { writeSyntheticOulad } from './oulad-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'oulad-script-'));
const asked: string[] = [];
let server: Server;
let url: string;
/** Alters the right answer of the stand-in service. */
let answer: (counts: Record<string, unknown>) => Record<string, unknown>;

/** Answers on the paths of the service, so that the test covers the script's own way of asking and judging. */
function reply(path: string, token: string | undefined, authorization: string | undefined): unknown {
  const { pathname, searchParams } = new URL(path, url);
  asked.push(`${pathname} ${authorization ?? ''}`.trim());
  if (pathname === '/.well-known/openid-configuration') return { token_endpoint: `${url}/token` };
  if (pathname === '/v1/sandbox')
    return {
      clients: [
        { id: 'a', secret: 'b', role: 'adviser' },
        { id: 'm', secret: 's', role: 'source-system', reporters: ['990720'] },
      ],
    };
  if (pathname === '/token') return { access_token: token };
  const students = groupByStudent(readRegistrations(ouladFolder({ SHARED_DATA: folder })));
  return { counts: answer({ ...countsOn(students, searchParams.get('validOn') ?? '') }), coverage: {} };
}

beforeAll(async () => {
  writeSyntheticOulad(folder);
  server = createServer((request, response) => {
    response.end(JSON.stringify(reply(request.url ?? '', 'pass', request.headers.authorization)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked.length = 0;
  answer = (counts) => counts;
});

function run(...options: string[]): Promise<{ code: number; output: string }> {
  const script = join(getProjectRoot(), 'test/figures/oulad.js');
  const env = { ...process.env, SHARED_DATA: folder, FIGURES_RESULTS: folder, UNGESTATUS_URL: url };
  return new Promise((done) => {
    const child = execFile(process.execPath, [script, ...options], { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

const figure = (output: string): unknown =>
  JSON.parse(output.split('\n').find((text) => text.includes('"OULAD-counts"')) ?? '{}');

describe('the OULAD figure', () => {
  test("asks as the institution's own system and exits 0 if every count agrees", async () => {
    const { code, output } = await run();
    expect(output).toMatch(/^2014-06-27\s+0\s+0\s+5\s+4\s+2$/m);
    expect(figure(output)).toEqual({
      id: 'OULAD-counts',
      value: 0,
      unit: 'mismatches',
      n: 60,
      seed: null,
      reach: 0,
      pass: true,
    });
    expect(code).toBe(0);
    expect(asked.filter((one) => one === '/v1/cohort Bearer pass')).toHaveLength(12);
    expect(asked).toContain(`/token Basic ${Buffer.from('m:s').toString('base64')}`);
    const stored = JSON.parse(readFileSync(join(folder, 'oulad-counts.json'), 'utf8')) as Record<string, unknown>;
    expect(stored).toMatchObject({
      figures: [
        { id: 'OULAD-counts', pass: true },
        { id: 'OULAD-students', pass: true },
      ],
    });
  });

  test.each(['shift', 'drop'])('exits 1 if it is sabotaged (%s)', async (kind) => {
    const { code, output } = await run('--sabotage', kind);
    expect(figure(output)).toMatchObject({ pass: false });
    expect(code).toBe(1);
  });

  test('exits 1 if one student is missing from one status', async () => {
    answer = (counts) => ({ ...counts, unknown: Number(counts['unknown']) - 1 });
    expect((await run()).code).toBe(1);
  });

  test('exits 1 if a status occurs that no student can have', async () => {
    answer = (counts) => ({ ...counts, 'on-leave': 1 });
    expect((await run()).code).toBe(1);
  });

  test('exits 1 if a count is suppressed: the reporter itself gets all counts', async () => {
    answer = (counts) => ({ ...counts, unknown: null });
    expect((await run()).code).toBe(1);
  });

  test('exits 1 with a sentence if the service does not answer', async () => {
    const { code, output } = await run('--url', 'http://127.0.0.1:9');
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });
});

describe('the speed of an import', () => {
  const words =
    '27055 rows, 0 of them unreadable; 27055 reports: 27055 accepted, 0 held, 0 duplicate, 0 refused.\n' +
    'Durable after 9.0 s (3006 reports/s).\n';

  function speed(said: string): Promise<string> {
    const file = join(folder, 'import.log');
    writeFileSync(file, said);
    const script = join(getProjectRoot(), 'test/figures/import-speed.js');
    const env = { ...process.env, FIGURES_RESULTS: folder };
    return new Promise((done) =>
      execFile(process.execPath, [script, file], { env }, (error, stdout) =>
        done(`${error?.code ?? 0} ${stdout.trim()}`),
      ),
    );
  }

  test('is measured until every answer shows it, not until it is durable', async () => {
    expect(await speed(`${words}All answers caught up after 11.8 s (2293 reports/s end to end).`)).toBe(
      '0 {"id":"OULAD-import","value":2293,"unit":"reports/s","n":27055,"seed":null,"reach":2000,"pass":true}',
    );
  });

  test('is no figure if the answers were not waited for', async () => {
    expect(await speed(words)).toBe('1 ');
  });
});
