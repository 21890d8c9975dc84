import type { ClientBase } from 'pg';
import type { PersonEvent } from '#events/person-event';
import type { FeedPlace } from '#libs/event-store';
import { type Parked, reasonOf, toParked } from '#libs/subscriptions';

export interface RebuildOptions {
  /** Parks the streams that cannot be folded, from this moment, instead of refusing the rebuild. */
  readonly parkAt?: Date | undefined;
  /** Counts the differences by cause. */
  readonly byCause?: boolean | undefined;
  /** Compares and leaves the live table as it is. */
  readonly dryRun?: boolean | undefined;
  /** The time from which the rebuilt rows are shown. */
  readonly since?: Date | undefined;
  /** The place up to which the table is rebuilt, if not the reader's; `beforeSwitch` then moves the reader there. */
  readonly upTo?: FeedPlace | undefined;
  /** Runs first in the transaction that switches the tables. */
  readonly beforeSwitch?: ((client: ClientBase) => Promise<void>) | undefined;
}

/** A person cannot be folded, and the option to park is not set. */
export class RebuildRefused extends Error {
  override readonly name = 'RebuildRefused';
}

/** The persons who stop a rebuild, and the events before which they do. */
export class Stopped {
  private readonly persons = new Map<string, Parked>();

  constructor(
    private readonly projection: string,
    private readonly options: RebuildOptions,
  ) {}

  get parked(): readonly Parked[] {
    return [...this.persons.values()];
  }

  /** @throws RebuildRefused unless the option to park is set */
  readonly at = (event: PersonEvent, error: unknown): void => {
    const { parkAt } = this.options;
    if (!parkAt) throw new RebuildRefused(refusal(this.projection, event, reasonOf(error)));
    const parked = toParked(this.projection, event, reasonOf(error), parkAt);
    this.persons.set(parked.person, parked);
  };

  /** Removes persons that are computed anew. */
  forget(persons: readonly string[]): void {
    for (const person of persons) this.persons.delete(person);
  }
}

function refusal(projection: string, { stream, position, eventId, type }: PersonEvent, reason: string): string {
  return (
    `${projection} cannot be rebuilt: the person ${stream} stops it at position ${position}, ` +
    `event ${eventId} (${type}): ${reason}. The live table is as it was. ` +
    'Fix the code or have the report withdrawn and rebuild again, or rebuild with --park: the person then waits.'
  );
}
