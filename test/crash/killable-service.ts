import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getProjectRoot } from '#libs/database';
import { freePort } from '../service/running.ts';

/** The service in a process of its own, started as its users start it. */
export class KillableService {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly url: string,
  ) {}

  /** On a PostgreSQL that outlives it. */
  static on(databaseUrl: string, env: NodeJS.ProcessEnv = {}): Promise<KillableService> {
    return KillableService.with({ DATABASE_URL: databaseUrl, ...env });
  }

  /** With a PostgreSQL of its own in the folder, as `npm start` has it. */
  static onFolder(dataDir: string): Promise<KillableService> {
    return KillableService.with({ DATA_DIR: dataDir, DATABASE_URL: undefined });
  }

  private static async with(env: NodeJS.ProcessEnv): Promise<KillableService> {
    const port = await freePort();
    // One client sends the whole load of these proofs: a limit for it would only make them slower.
    const own = {
      PORT: String(port),
      UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      LIMIT_BATCHES_AT_ONCE: 'off',
    };
    return new KillableService({ ...process.env, LOG_LEVEL: 'fatal', ...own, ...env }, `http://127.0.0.1:${port}`);
  }

  /** Starts and waits until it answers. */
  async start(): Promise<void> {
    const child = this.spawn();
    while (!(await this.answers())) {
      if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
      await pause(25);
    }
  }

  /** Starts without waiting. */
  spawn(): ChildProcess {
    const program = join(getProjectRoot(), 'bin/ungestatus.js');
    this.child = spawn(process.execPath, [program, 'start'], { env: this.env, stdio: ['ignore', 'ignore', 'inherit'] });
    return this.child;
  }

  /** Ends it: `SIGKILL` lets it finish nothing. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  private async answers(): Promise<boolean> {
    const response = await fetch(`${this.url}/health/ready`).catch(() => undefined);
    return response?.ok ?? false;
  }
}
