import type { INestApplicationContext } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { MOVABLE_CLOCK, type MovableClock } from '#libs/calendar';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { ReportIntake } from '#libs/intake';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { READER_NAMES, Stalls } from '#libs/subscriptions';
import { TRACING, type Tracing } from '#libs/telemetry';
import { Worker } from '#apps/worker/worker';

/** What tests use of a service in this process, behind its endpoints. */
export interface ServiceParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly clock: MovableClock;
  readonly rules: RuleBook;
  readonly keyring: Keyring;
  readonly institutions: InstitutionRegister;
  readonly intake: ReportIntake;
  readonly readers: readonly string[];
  readonly stalls: Stalls;
  readonly tracing: Tracing;
  /** Undefined if APPS leaves it out. */
  readonly worker: Worker | undefined;
}

export function partsOf(app: INestApplicationContext): ServiceParts {
  return {
    pool: app.get(Pool),
    store: app.get(EVENT_STORE),
    clock: app.get(MOVABLE_CLOCK),
    rules: app.get(RULE_BOOK),
    keyring: app.get(Keyring),
    institutions: app.get(InstitutionRegister),
    intake: app.get(ReportIntake),
    readers: app.get(READER_NAMES),
    stalls: app.get(Stalls),
    tracing: app.get(TRACING),
    worker: workerOf(app),
  };
}

function workerOf(app: INestApplicationContext): Worker | undefined {
  try {
    return app.get(Worker);
  } catch {
    return undefined;
  }
}
