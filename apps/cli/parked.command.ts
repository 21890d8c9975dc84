import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import {
  listParked,
  type Parked,
  type ParkedFilter,
  PARKED_REMEDY,
  type Reader,
  replayParked,
} from '#libs/subscriptions';
import { keepClock } from '../sandbox/clock/kept-clock.ts';
import { ClockModule } from '../service/clock.module.ts';
import { CONFIG, type Config } from '../service/config.ts';
import { InstitutionsModule } from '../service/institutions.module.ts';
import { RulesModule } from '../service/rules.module.ts';
import { readersOf } from '../worker/subscriptions/readers.ts';
import { runCommand } from './run-command.ts';

export interface ReplayChoice extends ParkedFilter {
  readonly all?: boolean;
}

/** Lists the parked streams: reader, blocking event, cause and since when. */
@Injectable()
class ShowParkedCommand {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async run(): Promise<void> {
    const parked = await listParked(this.pool);
    for (const one of parked) console.log(line(one));
    console.log(
      parked.length === 0 ? 'Nobody is parked.' : `${parked.length} parked. To let them go on, ${PARKED_REMEDY} --all`,
    );
  }
}

/** Retries the chosen persons; exit 1 if one of them stays parked. */
@Injectable()
class ReplayCommand {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore<PoolClient>,
    @Inject(MOVABLE_CLOCK) private readonly clock: MovableClock,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(InstitutionRegister) private readonly institutions: InstitutionRegister,
    @Inject(Keyring) private readonly keyring: Keyring,
  ) {}

  async run({ all, ...filter }: ReplayChoice): Promise<void> {
    if (all !== true && filter.reader === undefined && filter.person === undefined)
      throw new ReplayRefused('Say who: --all, --reader <name> or --person <key>.');
    if (filter.person !== undefined && !UUID.test(filter.person))
      throw new ReplayRefused('--person is the key that npx ungestatus parked shows.');
    // In a sandbox the contact clock uses the sandbox's day.
    if (this.config.mode === 'sandbox') await keepClock(this.pool, this.clock, console.log);
    const { pool, store, clock, rules, institutions, keyring } = this;
    // A running service polls the log, so new facts need no announcement.
    const policy = { pool, store, clock, rules, institutions, keyring, onAppended: () => undefined };
    const readers = new Map(readersOf(policy).map((reader) => [reader.name, reader]));
    const parked = await listParked(pool, filter);
    let waiting = 0;
    for (const one of parked) waiting += (await this.replay(readers.get(one.reader), one)) ? 0 : 1;
    console.log(`${parked.length - waiting} of ${parked.length} go on, ${waiting} wait still.`);
    if (waiting > 0) process.exitCode = 1;
  }

  private async replay(reader: Reader | undefined, { person, reader: name }: Parked): Promise<boolean> {
    if (!reader) {
      console.error(`${name} is no reader of this version: its parked persons stay.`);
      return false;
    }
    const { pool, store, clock } = this;
    const done = await replayParked({ pool, store, now: () => clock.now() }, reader, person);
    if (!done?.parked) return true;
    console.error(`waits still: ${line(done.parked)}`);
    return false;
  }
}

export function showParked(): Promise<void> {
  return runCommand(ShowParkedCommand, (command) => command.run());
}

export function replayCommand(choice: ReplayChoice): Promise<void> {
  const imports = [RulesModule, ClockModule, InstitutionsModule];
  return runCommand(ReplayCommand, (command) => command.run(choice), { imports });
}

function line({ reader, person, position, eventId, eventType, reason, since }: Parked): string {
  return (
    `${reader}: person ${person} since ${since}, before position ${position}, ` +
    `event ${eventId} (${eventType}): ${reason}`
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An error that the user of the command can resolve. */
class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
}
