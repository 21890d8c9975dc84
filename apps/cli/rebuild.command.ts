import { Inject, Injectable } from '@nestjs/common';
import { type ClientBase, Pool, type PoolClient } from 'pg';
import { rebuild, type RebuildReport } from '#libs/bitemporal';
import { CLOCK, type Clock } from '#libs/calendar';
import { countEvents, EVENT_STORE, type EventStore, findReadablePlace } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { countPersons } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { moveReader, readCheckpoint } from '#libs/subscriptions';
import { DELIVERIES } from '#projections/deliveries/reader';
import { ClockModule } from '../service/clock.module.ts';
import { InstitutionsModule } from '../service/institutions.module.ts';
import { RulesModule } from '../service/rules.module.ts';
import { knowledgeProjections } from '../worker/subscriptions/projections.ts';
import { lineOfRecount, linesOf, recount } from '../worker/upgrade/answer-tables.ts';
import { showProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

type ToEnd = Pick<NonNullable<Parameters<typeof rebuild>[3]>, 'upTo' | 'beforeSwitch'>;

interface RebuildOptions {
  readonly park?: boolean;
  readonly dryRun?: boolean;
}

/** Builds projections anew in shadow tables, compares them with the live ones, and switches. */
@Injectable()
class RebuildCommand {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
  ) {}

  async run(wanted: string, { park, dryRun }: RebuildOptions): Promise<void> {
    const known = await countPersons(this.pool);
    for (const projection of knowledgeProjections(this.rules)) {
      if (wanted !== 'all' && wanted !== projection.name) continue;
      const progress = showProgress(`Rebuilding ${projection.name}`, known, 'persons');
      const report = await rebuild(this.pool, projection, (persons) => progress.update(persons), {
        parkAt: park === true ? this.clock.now() : undefined,
        ...(dryRun === true ? {} : await this.toEndIfUnread(projection.name)),
        since: this.clock.now(),
        byCause: true,
        dryRun,
      }).finally(() => progress.stop());
      printReport(projection.name, report, dryRun === true);
    }
    if (wanted === 'all' || wanted === DELIVERIES) await this.recount(dryRun);
  }

  /** Counts the deliveries anew. A stream with an event that cannot be counted is always parked. */
  private async recount(dryRun: boolean | undefined): Promise<void> {
    const progress = showProgress(`Recounting ${DELIVERIES}`, await countEvents(this.pool), 'events');
    const { pool, store, rules, institutions } = this;
    const at = this.clock.now();
    const report = await recount(
      { pool, store, rules, institutions },
      { at, dryRun, progress: (events) => progress.update(events) },
    ).finally(() => progress.stop());
    console.log(lineOfRecount(report, dryRun === true ? 'the live table is as it was' : 'switched'));
  }

  /**
   * A rebuild goes as far as its reader has read. A reader that has read nothing, as after a simulation, is moved to
   * the end of the log with the table: to read a nation event by event takes far longer.
   */
  private async toEndIfUnread(name: string): Promise<ToEnd> {
    const epoch = await this.store.epoch();
    const { position } = await readCheckpoint(this.pool, name, epoch);
    const place = position > 0 ? undefined : await findReadablePlace(this.pool);
    if (place === undefined) return {};
    const beforeSwitch = (client: ClientBase): Promise<void> =>
      moveReader(client, name, { place, epoch, at: this.clock.now() });
    return { upTo: place, beforeSwitch };
  }
}

function printReport(name: string, report: RebuildReport, dryRun: boolean): void {
  console.log(
    `${name}: ${report.rows} rows for ${report.persons} persons, ` +
      `${dryRun ? 'the live table is as it was' : 'switched'}. ` +
      `Differences to the live table: ${report.onlyLive} rows gone, ${report.onlyRebuilt} rows new.` +
      (report.parked > 0 ? ` ${report.parked} persons are parked: npx ungestatus parked` : ''),
  );
  for (const line of linesOf(report).slice(1)) console.log(line);
}

export function rebuildProjections(wanted: string, options: RebuildOptions = {}): Promise<void> {
  return runCommand(RebuildCommand, (command) => command.run(wanted, options), {
    imports: [RulesModule, ClockModule, InstitutionsModule],
  });
}
