import type { Pool, PoolClient } from 'pg';
import type { Clock } from '#libs/calendar';
import type { EventStore } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import type { Keyring } from '#libs/persons';
import type { RuleBook } from '#libs/rules';

/** The parts around the steps from a call to the log; each step names its part. Time and randomness are passed in. */
export interface IntakeContext {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly rules: RuleBook;
  readonly institutions: InstitutionRegister;
  readonly sandbox: boolean;
  readonly newId: () => string;
  /** Step 6, announce: wakes the subscriptions after an append. */
  readonly onAppended: () => void;
  /** Runs a step as a span of the trace. */
  readonly span: <T>(name: string, work: () => T) => T;
}
