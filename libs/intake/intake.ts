import type { Pool, PoolClient } from 'pg';
import type { Clock } from '#libs/calendar';
import type { EventStore } from '#libs/event-store';
import type { InstitutionRegister } from '#libs/institutions';
import type { Keyring } from '#libs/persons';
import type { RuleBook } from '#libs/rules';

/** What the road from a call to the log works with; time and randomness are passed in. */
export interface DoorParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly rules: RuleBook;
  readonly institutions: InstitutionRegister;
  readonly sandbox: boolean;
  readonly newId: () => string;
  /** Step 6, announce: wakes the subscriptions after something new is in the log. */
  readonly onAppended: () => void;
  /** Makes a step a span of the trace; left out if nothing is traced. */
  readonly span?: <T>(name: string, work: () => T) => T;
}

export const untraced: NonNullable<DoorParts['span']> = (_name, work) => work();
