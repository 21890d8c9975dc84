import type { NewEvent, RecordedEvent, StreamHead } from './event.ts';

/** A place in commit order. Filtering by transaction while saving only the position loses events (docs/adr/0002). */
export interface FeedPlace {
  /** Transaction id as decimal text (xid8 does not fit a JavaScript number). */
  readonly xid: string;
  readonly position: number;
}

export const FEED_START: FeedPlace = { xid: '0', position: 0 };

/** What a reader must know of an event to decide whether to look at its stream. */
export interface FeedEntry {
  readonly position: number;
  readonly eventId: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
}

export interface FeedPage {
  readonly events: readonly FeedEntry[];
  /** The place after the last event; the same as asked where the page is empty. */
  readonly next: FeedPlace;
}

/** Somebody else wrote to the stream first: read again, decide again. */
export class VersionConflict extends Error {
  constructor() {
    super('another event took this version of the stream');
  }
}

/** The same report came in by another road at the same moment: read again and compare. */
export class IdentityConflict extends Error {
  constructor() {
    super('this event id is in the log already');
  }
}

/** Work that must become durable together with the events, in the adapter's own transaction. */
export type Alongside<Client> = (client: Client) => Promise<void>;

/** The port: everything the product asks of a log. Adapters pass the same contract test. */
export interface EventStore<Client> {
  /**
   * Appends all or none; durable when it resolves. Positions come back in the order given.
   * @throws VersionConflict | IdentityConflict nothing was written
   */
  append(events: readonly NewEvent[], heads: ReadonlyMap<string, StreamHead>, alongside?: Alongside<Client>): Promise<number[]>;
  /** Every event of the streams, in stream order. */
  readStreams(streams: readonly string[]): Promise<RecordedEvent[]>;
  /** Where a stream stands; the empty head where there is none. */
  readHead(stream: string): Promise<StreamHead>;
  findByEventIds(eventIds: readonly string[]): Promise<RecordedEvent[]>;
  /** Committed events after a place, none skipped, in commit order; a stream's events in version order. */
  readFeed(after: FeedPlace, limit: number): Promise<FeedPage>;
  /** Names the cluster the places belong to: places of another epoch do not compare. */
  epoch(): Promise<string>;
}
