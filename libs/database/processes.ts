import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const onLinux = process.platform === 'linux';

/** /proc/<pid>/stat after the command, which may contain blanks and brackets: state first, start time 20th. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function ps(field: string, pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Whether a process with this id lives. A killed process that is not reaped (state Z, usual in containers) does not.
 */
export function isRunning(pid: number): boolean {
  if (onLinux) {
    const state = statFields(pid)?.[0];
    return state !== undefined && state !== 'Z' && state !== 'X';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Distinguishes processes with the same id: ids are reused, in a container nearly always the same ones. */
export function startMark(pid: number): string | undefined {
  if (!onLinux) return ps('lstart', pid);
  const started = statFields(pid)?.[19];
  if (started === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${started}`;
}

/**
 * The command line of a process, arguments separated by blanks.
 * @returns undefined if the system hides it
 */
export function commandLine(pid: number): string | undefined {
  if (!onLinux) return ps('command', pid);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}
