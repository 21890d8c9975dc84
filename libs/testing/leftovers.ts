import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getProjectRoot, startEmbedded } from '#libs/database';
import { PREFIX } from './temporary-folder.ts';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function remove(dataDir: string): Promise<void> {
  if (existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))) {
    const left = await startEmbedded({ dataDir, projectRoot: getProjectRoot(), log: () => undefined });
    await left.stop();
  }
  await rm(dataDir, { recursive: true, force: true });
}

/** Adopts and stops the servers of killed test runs, and removes their folders. */
export async function removeLeftovers(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    // A folder that cannot be removed (another user's) must not stop this run.
    if (pid > 0 && !isRunning(pid)) await remove(join(tmpdir(), name)).catch(() => undefined);
  }
}
