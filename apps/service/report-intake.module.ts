import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { EVENT_STORE, type EventStore, LOG_SIGNAL } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { type DoorParts, INTAKE, URGENT_PER_SECOND } from '#libs/intake';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import type { Signal } from '#libs/subscriptions';
import { TRACING, type Tracing } from '#libs/telemetry';
import { CONFIG, type Config } from './config.ts';

/** The parts of the intake: for the endpoint, and for commands that send reports. */
@Global()
@Module({
  providers: [
    {
      provide: INTAKE,
      inject: [
        CONFIG,
        Pool,
        EVENT_STORE,
        Keyring,
        CLOCK,
        RULE_BOOK,
        InstitutionRegister,
        LOG_SIGNAL,
        { token: TRACING, optional: true },
      ],
      useFactory: intakeOf,
    },
    { provide: URGENT_PER_SECOND, inject: [CONFIG], useFactory: ({ urgentPerSecond }: Config) => urgentPerSecond },
  ],
  exports: [INTAKE, URGENT_PER_SECOND],
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
  tracing: Tracing | undefined,
): DoorParts {
  return {
    pool,
    store,
    keyring,
    clock,
    rules,
    institutions,
    sandbox: config.mode === 'sandbox',
    newId: randomUUID,
    onAppended: () => signal.announce(),
    ...(tracing?.on ? { span: tracing.span } : {}),
  };
}
