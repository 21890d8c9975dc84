import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine, isRunning } from './processes.ts';
import { StartupProblem } from './startup-problem.ts';

/** The content of postmaster.pid. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

interface PidFile extends RunningServer {
  readonly status: string;
}

const LOOK_EVERY_MS = 50;
/** Six minutes: longer than the longest start after a crash. */
const LOOKS = 7200;

function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split(/\r?\n/);
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' };
  } catch {
    return undefined;
  }
}

/** Process ids are reused: only a postgres with this very folder on its command line counts. */
function serves(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false;
  const command = commandLine(pid);
  if (command === undefined) return true;
  return command.includes('postgres') && command.includes(cluster);
}

/**
 * The server of a cluster left running by a killed service, once it is ready. Removes a postmaster.pid whose process is
 * gone: PostgreSQL itself takes any living process with that id for a server and refuses to start.
 * @throws StartupProblem `server-did-not-stop` if it neither becomes ready nor stops
 */
export async function findRunning(clusterPath: string): Promise<RunningServer | undefined> {
  const cluster = realpathSync(clusterPath);
  for (let look = 0; look < LOOKS; look += 1) {
    const found = readPidFile(cluster);
    if (found === undefined) return undefined;
    if (!serves(found.pid, cluster)) {
      rmSync(join(cluster, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (found.status === 'ready') return { pid: found.pid, port: found.port };
    await pause(LOOK_EVERY_MS);
  }
  throw new StartupProblem(
    'server-did-not-stop',
    `A PostgreSQL from an earlier start on ${cluster} is neither ready nor gone. End it, then start again.`,
  );
}
