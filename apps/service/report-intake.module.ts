import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { EVENT_STORE, type EventStore, LOG_SIGNAL } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { ReportIntake } from '#libs/intake';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { Pace, READER_NAMES, type Signal } from '#libs/subscriptions';
import { TRACING, type Tracing } from '#libs/telemetry';
import { CONFIG, type Config } from './config.ts';

/** The longest wait of a part of a batch for the projections: twenty parts must finish before their caller gives up. */
const PACE_PATIENCE_MILLISECONDS = 1_000;

/** The intake: for the endpoint, and for commands that send reports. */
@Global()
@Module({
  providers: [
    {
      provide: ReportIntake,
      inject: [
        CONFIG,
        Pool,
        EVENT_STORE,
        Keyring,
        CLOCK,
        RULE_BOOK,
        InstitutionRegister,
        LOG_SIGNAL,
        READER_NAMES,
        TRACING,
      ],
      useFactory: intakeOf,
    },
  ],
  exports: [ReportIntake],
})
export class ReportIntakeModule {}

function intakeOf(
  config: Config,
  pool: Pool,
  store: EventStore<PoolClient>,
  keyring: Keyring,
  clock: Clock,
  rules: RuleBook,
  institutions: InstitutionRegister,
  signal: Signal,
  readers: readonly string[],
  tracing: Tracing,
): ReportIntake {
  const pace = new Pace(pool, readers, () => clock.now(), { patience: PACE_PATIENCE_MILLISECONDS });
  const context = {
    pool,
    store,
    keyring,
    clock,
    rules,
    institutions,
    sandbox: config.mode === 'sandbox',
    newId: randomUUID,
    onAppended: () => signal.announce(),
    span: tracing.span,
  };
  return new ReportIntake(context, { urgentPerSecond: config.urgentPerSecond, keepPace: () => pace.keep() });
}
