import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from './project-files.ts';

/** Replaces npm: prints the summary and ends with the status that a step is to have. */
const NPM = `#!/bin/sh
case "$*" in
  ci) exit "\${INSTALL:-0}" ;;
  test) echo "$SUMMARY" >&2; exit "\${TESTS:-0}" ;;
  "run proofs") echo "\${PROVEN:-Tests:       30 passed, 30 total}" >&2; exit "\${PROOFS:-0}" ;;
  "run lint") exit "\${LINT:-0}" ;;
  "run types") exit "\${TYPES:-0}" ;;
  "run figures -- OULAD --untimed") [ -z "$HANG" ] || exec sleep 600; exit "\${FIGURES:-0}" ;;
  "run test:kafka") exit "\${KAFKA:-0}" ;;
  "run test:nodes") exit "\${NODES:-0}" ;;
  "run test:clients") exit "\${CLIENTS:-0}" ;;
  "run test:fuzz") exit "\${FUZZ:-0}" ;;
  "run test:browser") exit "\${BROWSER:-0}" ;;
  "run test:compose") exit "\${COMPOSE:-0}" ;;
  --version) echo 0 ;;
  *) exit 9 ;;
esac
`;
const GREEN = 'Tests:       145 passed, 145 total';

const folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
beforeAll(() => {
  writeFileSync(join(folder, 'npm'), NPM);
  chmodSync(join(folder, 'npm'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly last: string;
  readonly status: number | null;
  readonly output: string;
}

function run(given: Record<string, string>): Promise<Outcome> {
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, TMPDIR: folder, SUMMARY: GREEN, ...given };
  const child = spawn('bash', [join(ROOT, '.ci/run')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ last: output.trimEnd().split('\n').at(-1) ?? '', status, output }));
  });
}

/** A trouble, the expected output of the steps, and the last line. */
const TROUBLES: readonly (readonly [string, Record<string, string>, string])[] = [
  ['a failing test', { TESTS: '1', SUMMARY: 'Tests:       2 failed, 143 passed, 145 total' }, '183 passed, 2 failed'],
  ['a spec that does not load', { TESTS: '1' }, '185 passed, 1 failed'],
  ['a test left out', { SUMMARY: 'Tests:       1 skipped, 144 passed, 145 total' }, '184 passed, 1 failed'],
  ['a run that tells no tests', { SUMMARY: 'nothing' }, '40 passed, 1 failed'],
  ['a failing proof', { PROOFS: '1', PROVEN: 'Tests:       1 failed, 29 passed, 30 total' }, '184 passed, 1 failed'],
  ['a run that tells no proofs', { PROVEN: 'nothing' }, '155 passed, 1 failed'],
  ['what lint finds', { LINT: '1' }, '184 passed, 1 failed'],
  ['what the compiler finds', { TYPES: '2' }, '184 passed, 1 failed'],
  ['a figure that does not agree', { FIGURES: '1' }, '184 passed, 1 failed'],
  ['a proof on Kafka that fails', { KAFKA: '1' }, '184 passed, 1 failed'],
  ['a Node that it does not run on', { NODES: '1' }, '184 passed, 1 failed'],
  ['a client that does not work', { CLIENTS: '1' }, '184 passed, 1 failed'],
  ['an answer that is not as the contract says', { FUZZ: '1' }, '184 passed, 1 failed'],
  ['a page that a browser cannot use', { BROWSER: '1' }, '184 passed, 1 failed'],
  ['a compose file that is none', { COMPOSE: '1' }, '184 passed, 1 failed'],
  ['a step that hangs, which is ended', { HANG: '1', CI_SECONDS: '5' }, '184 passed, 1 failed'],
  ['an install that fails, and goes no further', { INSTALL: '1' }, '0 passed, 1 failed'],
];

describe('the whole run of .ci/run', () => {
  test('counts every test and every further step', async () => {
    expect(await run({})).toMatchObject({ last: '185 passed, 0 failed', status: 0 });
  });

  test('leaves out a figure whose data is missing, with a loud notice', async () => {
    const { last, status, output } = await run({ FIGURES: '77' });
    expect([last, status]).toEqual(['184 passed, 0 failed', 0]);
    expect(output).toContain('figures WAS LEFT OUT');
  });

  test('leaves out Kafka and the compose file if java, mvn or docker compose is missing, with a loud notice', async () => {
    const { last, status, output } = await run({ KAFKA: '77', COMPOSE: '77' });
    expect([last, status]).toEqual(['183 passed, 0 failed', 0]);
    expect(output).toContain('kafka WAS LEFT OUT');
    expect(output).toContain('compose WAS LEFT OUT');
  });

  test('leaves out the browser if there is no Chromium, with a loud notice', async () => {
    const { last, status, output } = await run({ BROWSER: '77' });
    expect([last, status]).toEqual(['184 passed, 0 failed', 0]);
    expect(output).toContain('browser WAS LEFT OUT');
  });

  test('turns red for every kind of failure', async () => {
    const outcomes = await Promise.all(TROUBLES.map(async ([what, given]) => ({ what, ...(await run(given)) })));
    expect(outcomes.map(({ what, status, last }) => [what, status, last])).toEqual(
      TROUBLES.map(([what, , last]) => [what, 1, last]),
    );
  });
});
