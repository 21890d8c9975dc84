import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { adoptLog } from '#libs/backup';
import { EVENT_STORE, type EventStore, isAheadOfCluster } from '#libs/event-store';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { DELIVERIES } from '#projections/deliveries/reader';
import { DELIVERIES_TABLES } from '#projections/deliveries/tables';
import { knowledgeProjections } from '../../worker/subscriptions/projections.ts';
import { runCommand } from '../run-command.ts';
import { AnswerRebuild } from './answer-rebuild.ts';
import { AnswerRebuildModule } from './answer-rebuild.module.ts';
import { refuseLogElsewhere } from './log-elsewhere.ts';

/** Gives a log from another PostgreSQL's dump transaction ids of this cluster, and rebuilds the answers. */
@Injectable()
class AdoptCommand {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(AnswerRebuild) private readonly answers: AnswerRebuild,
  ) {}

  async run(): Promise<void> {
    if (!(await isAheadOfCluster(this.pool)))
      return console.log("The log's transaction ids are this PostgreSQL's own: there is nothing to adopt.");
    const started = performance.now();
    const seconds = (): string => `${((performance.now() - started) / 1_000).toFixed(1)} s`;
    const showing = setInterval(() => console.error(`Rewriting the log: ${seconds()}`), 5_000);
    try {
      const rebuilt = [
        ...knowledgeProjections(this.rules).map(({ name, table }) => ({ name, table })),
        // The worker counts them again when the service starts.
        { name: DELIVERIES, table: DELIVERIES_TABLES },
      ];
      const events = await adoptLog(this.pool, { epoch: await this.store.epoch(), rebuilt });
      console.log(`${events} events adopted in ${seconds()}.`);
    } finally {
      clearInterval(showing);
    }
    await this.answers.run();
    console.log(`Done in ${seconds()}. Start the service: npm start`);
  }
}

export async function adopt(): Promise<void> {
  refuseLogElsewhere();
  await runCommand(AdoptCommand, (command) => command.run(), { imports: [AnswerRebuildModule], anyCluster: true });
}
