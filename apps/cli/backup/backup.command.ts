import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { backup, digestOf } from '#libs/backup';
import { getProjectRoot } from '#libs/database';
import { showProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';

const MEBIBYTE = 1_048_576;

/** Writes a backup while the service runs; it holds everything that was durable when it began. */
@Injectable()
class BackupCommand {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async run(folder: string): Promise<void> {
    const started = performance.now();
    let shown: ReturnType<typeof showProgress> | undefined;
    const manifest = await backup(this.pool, {
      folder: resolve(folder),
      version: programVersion(),
      now: () => new Date(),
      progress: (table, rows, bytes, total) => {
        shown ??= showProgress('Backing up', total, 'events');
        shown.update(Math.min(rows, total), `${(bytes / MEBIBYTE).toFixed(1)} MiB, ${table}`);
      },
    });
    shown?.stop();
    const files = [...manifest.tables, manifest.heads];
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    console.log(
      `${manifest.head.events} events up to position ${manifest.head.position}, as of ${manifest.snapshotAt}: ` +
        `${files.length} files, ${(bytes / MEBIBYTE).toFixed(1)} MiB, ` +
        `${((performance.now() - started) / 1_000).toFixed(1)} s, in ${resolve(folder)}.`,
    );
    console.log(
      `Digest ${digestOf(manifest)}. Keep it and the master key elsewhere: without the key the backup cannot be read.`,
    );
  }
}

export function backUp(folder: string): Promise<void> {
  return runCommand(BackupCommand, (command) => command.run(folder));
}

/** Version of this program, from package.json. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(getProjectRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
