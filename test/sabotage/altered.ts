import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { getProjectRoot } from '#libs/database';

/** A careless change of a few words of a source file. The words must be in the file exactly once. */
export interface Alteration {
  /** Path from the project's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Runs a script on altered sources to its end.
 * @returns its output, read as JSON
 */
export async function runAltered<T>(
  alterations: readonly Alteration[],
  [script, ...args]: readonly [script: string, ...args: string[]],
): Promise<T> {
  const child = spawnAltered(alterations, [script, ...args], {});
  const [written, complaint] = await Promise.all(
    [child.stdout, child.stderr]
      .map((stream) => text(stream as NodeJS.ReadableStream))
      .concat(once(child, 'exit').then(() => '')),
  );
  if (child.exitCode !== 0) throw new Error(`${script} ended with ${child.exitCode}: ${complaint}`);
  return JSON.parse(written ?? '') as T;
}

/** A process on altered sources. */
export function spawnAltered(
  alterations: readonly Alteration[],
  [script, ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const root = getProjectRoot();
  const preloaded = ['libs/testing/typescript.js', 'test/sabotage/altered.js'].flatMap((file) => [
    '--import',
    join(root, file),
  ]);
  const given = { ...process.env, ...env, ALTERATIONS: JSON.stringify(alterations) };
  return spawn(process.execPath, [...preloaded, join(root, script ?? ''), ...args], {
    cwd: root,
    env: given,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
