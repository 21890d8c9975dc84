import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getProjectRoot } from '#libs/database';

export interface CommandRun {
  readonly exit: number;
  readonly stdout: readonly string[];
  readonly stderr: string;
}

/** Runs `ungestatus …` in a process of its own, as typed by an operator, on a database. */
export function runCommand(
  databaseUrl: string,
  args: readonly string[],
  given: NodeJS.ProcessEnv = {},
): Promise<CommandRun> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...given,
  };
  return promisify(execFile)(process.execPath, [join(getProjectRoot(), 'bin/ungestatus.js'), ...args], { env }).then(
    ({ stdout, stderr }) => ({ exit: 0, stdout: linesOf(stdout), stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      exit: code,
      stdout: linesOf(stdout),
      stderr,
    }),
  );
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
