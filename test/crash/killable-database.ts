import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The PostgreSQL that a service started in its data folder. */
export class KillableDatabase {
  constructor(private readonly dataDir: string) {}

  get url(): string {
    const [port, password] = ['port', 'password'].map((name) =>
      readFileSync(join(this.dataDir, 'postgres', name), 'utf8').trim(),
    );
    return `postgres://ungestatus:${password}@127.0.0.1:${port}/ungestatus`;
  }

  get pid(): number {
    return Number(readFileSync(join(this.dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /**
   * Kills it. `all`: with its sessions and writers, before they notice; else they end by themselves when they notice.
   */
  kill(all: boolean): void {
    const processes = [this.pid, ...(all ? childrenOf(this.pid) : [])];
    for (const pid of processes) endAtOnce(pid);
  }
}

function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The children of a process. Only Linux lists them; elsewhere they end by themselves. */
function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
