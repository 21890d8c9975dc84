import type { PoolClient } from 'pg';
import type { FeedEntry } from '#libs/event-store';

/** A person for whom a policy failed, and the error. */
export interface PersonFailure {
  readonly person: string;
  readonly error: unknown;
}

/** A subscription: reads the log from its own checkpoint. */
export interface Reader {
  readonly name: string;
  /**
   * True if the reader's work for one person depends on that person's events alone, and is the same in pages of any
   * size. An event that cannot be applied then parks its own stream only. Otherwise a page that fails is tried again
   * until it passes.
   */
  readonly parksPersons?: boolean;
  /** Whether to record when it passes a place, for a receipt's "visible since". */
  readonly notesPassing?: boolean;
  /**
   * Whether an event's stream is so long that its person is set aside and caught up in parallel with the pages
   * (docs/adr/0025); if undefined, none is. Events that change nothing for the reader may return false.
   */
  setsAside?(event: FeedEntry): boolean;
  /**
   * Runs a policy for a page, on connections of its own and before the page's transaction: a transaction held open in
   * the meantime would hold back every reader's horizon. Must be repeatable. Returns the persons to park.
   * @param limit aborts the work; its reason is thrown
   */
  beforehand?(events: readonly FeedEntry[], limit?: AbortSignal): Promise<readonly PersonFailure[] | void>;
  /**
   * Applies one page inside the transaction that moves the checkpoint. If it throws, both stay as they were. `limit` as
   * above.
   */
  apply(client: PoolClient, events: readonly FeedEntry[], limit?: AbortSignal): Promise<void>;
}
