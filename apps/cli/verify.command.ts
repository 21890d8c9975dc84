import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { compareHeads } from '#libs/backup';
import { countEvents, verifyChain } from '#libs/event-store';
import { showProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

/** Recomputes the hash chain of every stream; exit 1 if one is broken, or if events of a backup are missing. */
@Injectable()
class VerifyCommand {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async run(against: string | undefined): Promise<void> {
    const { pool } = this;
    if (against !== undefined) await verifyAgainst(pool, against);
    const progress = showProgress('Verifying', await countEvents(pool), 'events');
    const result = await verifyChain(pool, (events) => progress.update(events));
    progress.stop();
    for (const { stream, version, position, why } of result.breaks) {
      console.error(`stream ${stream}, version ${version}, position ${position}: ${why}`);
    }
    const words = `${result.events} events in ${result.streams} streams`;
    console.log(
      result.breaks.length === 0
        ? `The chain holds: ${words}.`
        : `The chain is broken in ${result.breaks.length} places: ${words}.`,
    );
    if (result.breaks.length > 0) process.exitCode = 1;
  }
}

export function verify({ against }: { against?: string } = {}): Promise<void> {
  return runCommand(VerifyCommand, (command) => command.run(against));
}

/** Compares with a backup: the chain alone does not show that a stream's last events were removed. */
async function verifyAgainst(pool: Pool, folder: string): Promise<void> {
  const progress = showProgress('Comparing', null, 'streams');
  const { manifest, streams, missing } = await compareHeads(pool, folder, (done) => progress.update(done));
  progress.stop();
  for (const { stream, version } of missing)
    console.error(`stream ${stream}, version ${version}: in the backup and not in the log`);
  const words = `${streams} streams of the backup of ${manifest.snapshotAt}`;
  console.log(
    missing.length === 0
      ? `Nothing was removed: ${words}.`
      : `Events were removed from ${missing.length} streams: ${words}.`,
  );
  if (missing.length > 0) process.exitCode = 1;
}
