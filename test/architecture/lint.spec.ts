import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from './project-files.ts';

/** One offence per line; the rule that must find it stands at its end. */
const SAMPLE = `
import { EventBus } from '@nestjs/cqrs'; // no-restricted-imports
import { Logger } from 'pino'; // @typescript-eslint/consistent-type-imports
type Kind = 'a' | 'b';
function ofKind(kind: Kind): number {
  switch (kind) { case 'a': return 1; } // @typescript-eslint/switch-exhaustiveness-check
  return 0;
}
function byDefault(kind: Kind): number {
  switch (kind) { case 'a': return 1; default: return 2; } // @typescript-eslint/switch-exhaustiveness-check
}
async function later(): Promise<number> { return ofKind('a') + byDefault('b'); }
export function start(bus: EventBus, day: Logger | undefined): void {
  later(); // @typescript-eslint/no-floating-promises
  [bus].forEach(async () => { await later(); }); // @typescript-eslint/no-misused-promises
  const year: any = day!.level; // @typescript-eslint/no-explicit-any @typescript-eslint/no-non-null-assertion
  const unused = 1; // @typescript-eslint/no-unused-vars
  if (year == 1) console.log(year); // eqeqeq no-console
  if (year === 2) throw 'text'; // @typescript-eslint/only-throw-error
}
export const now = () => new Date(); // no-restricted-syntax
export const ticks = () => Date.now() + Math.random(); // no-restricted-syntax
export default start; // no-restricted-syntax
export function long(a: number): number { // max-lines-per-function
${'  a += 1;\n'.repeat(40)}
  return a;
}
${'//\n'.repeat(300)}`;

interface Message {
  readonly ruleId: string;
  readonly line: number;
}
let seen: string[] = [];

/** Gives the sample the path of a real event file, so that the rules with types read it too. */
function lint(text: string): Message[] {
  const options = ['--stdin', '--stdin-filename', join(ROOT, 'events/model/decision.ts'), '--format', 'json'];
  // Otherwise the parser reads every file from the disk and never the sample.
  const env = { ...process.env, TSESTREE_SINGLE_RUN: 'false' };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/eslint/bin/eslint.js'), ...options],
    { cwd: ROOT, env, input: text, encoding: 'utf8' },
  );
  const [file] = (JSON.parse(stdout || 'null') as { messages: Message[] }[] | null) ?? [];
  if (file === undefined) throw new Error(stderr);
  return file.messages;
}

beforeAll(() => {
  seen = lint(SAMPLE).map(({ ruleId, line }) => `${line} ${ruleId}`);
});

const offences = SAMPLE.split('\n').flatMap((text, at) =>
  (text.split(' // ')[1]?.split(' ') ?? []).map((rule) => ({ rule, line: at + 1 })),
);

describe('lint finds', () => {
  test.each(offences)('a breach of $rule in line $line of the sample', ({ rule, line }) => {
    expect(seen).toContain(`${line} ${rule}`);
  });

  test('a file of more than 300 lines', () => {
    expect(seen.some((one) => one.endsWith(' max-lines'))).toBe(true);
  });
});
