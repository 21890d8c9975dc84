import type { ClientBase } from 'pg';
import type { PersonEvent } from '#events/person-event';
import type { FeedPlace } from '#libs/event-store';
import { type Parked, reasonOf, toParked } from '#libs/subscriptions';

export interface RebuildOptions {
  /** Parks who cannot be folded, since this moment, instead of refusing to rebuild. */
  readonly parkAt?: Date | undefined;
  /** Counts the differences by cause. */
  readonly byCause?: boolean | undefined;
  /** Compares and leaves the live table as it is. */
  readonly dryRun?: boolean | undefined;
  /** From when on the rebuilt rows are shown. */
  readonly since?: Date | undefined;
  /** Where the rebuilt table shall stand, when not where the reader stands; `alongside` then moves the reader there. */
  readonly upTo?: FeedPlace | undefined;
  /** Runs in the transaction that switches the tables, before everything else of it. */
  readonly alongside?: ((client: ClientBase) => Promise<void>) | undefined;
}

/** A person stands in the way of a rebuild that was not told to park. */
export class RebuildRefused extends Error {
  override readonly name = 'RebuildRefused';
}

/** Who stops a rebuild, and before which event. */
export class Stopped {
  private readonly persons = new Map<string, Parked>();

  constructor(
    private readonly projection: string,
    private readonly options: RebuildOptions,
  ) {}

  get parked(): readonly Parked[] {
    return [...this.persons.values()];
  }

  /** @throws RebuildRefused unless told to park */
  readonly at = (event: PersonEvent, error: unknown): void => {
    const { parkAt } = this.options;
    if (!parkAt) throw new RebuildRefused(refusal(this.projection, event, reasonOf(error)));
    const parked = toParked(this.projection, event, reasonOf(error), parkAt);
    this.persons.set(parked.person, parked);
  };

  /** They are computed anew. */
  forget(persons: readonly string[]): void {
    for (const person of persons) this.persons.delete(person);
  }
}

function refusal(projection: string, { stream, position, eventId, type }: PersonEvent, reason: string): string {
  return (
    `${projection} cannot be rebuilt: the person ${stream} stops it at position ${position}, event ${eventId} (${type}): ${reason}. ` +
    'The live table is as it was. Fix the code or have the report withdrawn and rebuild again, or rebuild with --park: the person then waits.'
  );
}
