import { resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { compareHeads, restore } from '#libs/backup';
import { EVENT_STORE, type EventStore, verifyChain } from '#libs/event-store';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { DELIVERIES } from '#projections/deliveries/reader';
import { knowledgeProjections } from '../../worker/subscriptions/projections.ts';
import { showProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { AnswerRebuild } from './answer-rebuild.ts';
import { AnswerRebuildModule } from './answer-rebuild.module.ts';
import { refuseLogElsewhere } from './log-elsewhere.ts';

/** Loads a backup into an empty database, rebuilds the answers, then checks the chain. A service can start on it. */
@Injectable()
class RestoreCommand {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(AnswerRebuild) private readonly answers: AnswerRebuild,
  ) {}

  async run(folder: string): Promise<void> {
    const started = performance.now();
    await this.load(folder);
    await this.answers.run();
    await this.check(folder);
    console.log(`Restored in ${((performance.now() - started) / 1_000).toFixed(1)} s. Start the service: npm start`);
  }

  private async load(folder: string): Promise<void> {
    let shown: ReturnType<typeof showProgress> | undefined;
    const manifest = await restore(this.pool, {
      folder,
      epoch: await this.store.epoch(),
      // The worker counts the deliveries again when the service starts.
      rebuilt: [...knowledgeProjections(this.rules).map(({ name }) => name), DELIVERIES],
      progress: (table, rows, total) => {
        shown ??= showProgress('Loading', total, 'rows');
        shown.update(rows, table);
      },
    });
    shown?.stop();
    console.log(
      `${manifest.head.events} events up to position ${manifest.head.position}, ` +
        `as of ${manifest.snapshotAt}, are back.`,
    );
  }

  /** Checks what the database now holds, not what was sent to it. */
  private async check(folder: string): Promise<void> {
    const { missing, manifest } = await compareHeads(this.pool, folder);
    const progress = showProgress('Verifying', manifest.head.events, 'events');
    const { events, breaks } = await verifyChain(this.pool, (done) => progress.update(done));
    progress.stop();
    if (missing.length === 0 && breaks.length === 0 && events >= manifest.head.events)
      return console.log('Every event is there and the chain holds.');
    console.error(
      `The chain is broken in ${breaks.length} places, ${missing.length} streams lack their end, ` +
        `${events} of ${manifest.head.events} events are there. ` +
        'If backup verify says the same of the backup, it was so before; else restore again.',
    );
    process.exitCode = 1;
  }
}

export async function restoreBackup(folder: string): Promise<void> {
  refuseLogElsewhere();
  await runCommand(RestoreCommand, (command) => command.run(resolve(folder)), { imports: [AnswerRebuildModule] });
}
