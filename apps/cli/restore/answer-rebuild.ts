import { countPersons } from '#libs/persons';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { rebuildAll } from '#libs/backup';
import { MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { keepClock } from '../../sandbox/clock/kept-clock.ts';
import { CONFIG, type Config } from '../../service/config.ts';
import { knowledgeProjections } from '../../worker/subscriptions/projections.ts';
import { type Progress, showProgress } from '../progress.ts';

/** Fills every projection from the log and shows the progress. Failed projections are left to the worker. */
@Injectable()
export class AnswerRebuild {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(MOVABLE_CLOCK) private readonly clock: MovableClock,
  ) {}

  async run(): Promise<void> {
    const { pool, clock } = this;
    if (this.config.mode === 'sandbox') await keepClock(pool, clock, console.log);
    const known = await countPersons(pool);
    let shown: { name: string; progress: Progress } | undefined;
    const rebuilt = await rebuildAll(pool, knowledgeProjections(this.rules), {
      epoch: await this.store.epoch(),
      now: () => clock.now(),
      progress: (name, persons) => {
        if (shown?.name !== name) {
          shown?.progress.stop();
          shown = { name, progress: showProgress(`Rebuilding ${name}`, known, 'persons') };
        }
        shown.progress.update(persons);
      },
    });
    shown?.progress.stop();
    for (const { projection, report, failure } of rebuilt) {
      if (report) console.log(`${projection}: ${report.rows} rows for ${report.persons} persons.`);
      else
        console.error(
          `${projection} could not be rebuilt; its reader does it from the start once the service runs:`,
          failure,
        );
      if (!report) process.exitCode = 1;
    }
  }
}
