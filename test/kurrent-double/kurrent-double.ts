import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { getProjectRoot } from '#libs/database';
import { temporaryFolder } from '#libs/testing';
import { freePort } from '../service/running.ts';

/**
 * A double of KurrentDB, built from the client's own protobuf definitions: for development, never proof of the real
 * server.
 */
export class KurrentDouble {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: { readonly path: string; remove(): Promise<void> },
    readonly version: string,
  ) {}

  static async start(version = '25.1.0'): Promise<KurrentDouble> {
    const double = new KurrentDouble(await freePort(), temporaryFolder(), version);
    await double.up();
    return double;
  }

  get url(): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** @param dieAfterWrites kills itself once that many writes are durable, with the last one unanswered */
  async up(dieAfterWrites?: number): Promise<void> {
    const root = getProjectRoot();
    const given = [
      String(this.port),
      join(this.folder.path, 'journal.ndjson'),
      this.version,
      ...(dieAfterWrites === undefined ? [] : [String(dieAfterWrites)]),
    ];
    const loader = join(root, 'libs/testing/typescript.js');
    const child = spawn(process.execPath, ['--import', loader, join(root, 'test/kurrent-double/main.ts'), ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`the double ended with ${code}`))),
    ]);
  }

  /** Kills it like a power failure: it finishes nothing. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Waits until it has killed itself. */
  async gone(): Promise<void> {
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    await this.folder.remove();
  }
}
