import type { PoolClient } from 'pg';
import type { FeedEntry } from '#libs/event-store';

/** A person a policy could not speak about, and why. */
export interface PersonFailure {
  readonly person: string;
  readonly error: unknown;
}

/** Somebody who follows the log with a checkpoint of its own. */
export interface Reader {
  readonly name: string;
  /**
   * What it does for one person rests on that person's events alone, and is the same in pages of any size: an event that
   * cannot be applied then parks its person and nobody else. Without it, a page that fails is tried again until it passes.
   */
  readonly parksPersons?: boolean;
  /** Whether somebody asks when it passed a place: a receipt's "visible since". */
  readonly notesPassing?: boolean;
  /**
   * Whether an event is of a stream so long that its person is set aside and caught up beside the pages (docs/adr/0025);
   * without it nobody is. Events that change nothing of the reader's need not be.
   */
  setsAside?(event: FeedEntry): boolean;
  /**
   * What a policy states because of a page, on connections of its own and before the page's transaction: held open
   * meanwhile it would hold back every reader's horizon. Must bear being done twice. Gives the persons to be parked.
   * @param limit ends the work with its reason
   */
  beforehand?(events: readonly FeedEntry[], limit?: AbortSignal): Promise<readonly PersonFailure[] | void>;
  /** Applies one page inside the transaction that moves the checkpoint; throwing leaves both untouched. `limit` as above. */
  apply(client: PoolClient, events: readonly FeedEntry[], limit?: AbortSignal): Promise<void>;
}
