import type { NewEvent, RecordedEvent, StreamHead } from './event.ts';
import type { Round, RoundItem } from './rounds.ts';

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

/** The log does not answer, or too late: what was sent may or may not be stored. The same report sent again is never doubled. */
export class LogUnavailable extends Error {
  constructor(cause?: unknown) {
    super('the log does not answer', { cause });
  }
}

/** All or none was asked of a log that cannot append these streams at once; nothing was written. */
export class WholeNotPossible extends Error {
  constructor(readonly why: 'not-supported' | 'too-large') {
    super(
      why === 'too-large'
        ? 'too large for one append over several streams'
        : 'this log cannot append to several streams at once',
    );
  }
}

/** The events of some streams are durable, those of the others are not known to be: `cause` says why. */
export class PartlyAppended extends Error {
  constructor(
    /** Positions of what is durable, by event id. */
    readonly positions: ReadonlyMap<string, number>,
    override readonly cause: VersionConflict | IdentityConflict | LogUnavailable,
  ) {
    super('some of the events are stored', { cause });
  }
}

/** Work that becomes durable in PostgreSQL no later than the events: with them, or before them where the log is elsewhere. */
export type Alongside<Client> = (client: Client) => Promise<void>;

export interface AppendWishes<Client> {
  /** What speaks of the events and must never be there without them: durable with them, or after where the log is elsewhere. */
  readonly afterwards?: Alongside<Client> | undefined;
  /** All of the events or none, even over several streams. */
  readonly whole?: boolean;
}

/** The port: everything the product asks of a log. Adapters pass the same contract test. */
export interface EventStore<Client> {
  /**
   * Durable when it resolves; positions come back in the order given. A stream's events are stored all or none; those of
   * several streams too, but for an adapter that cannot and was not asked for the `whole`: then PartlyAppended says which are.
   * @throws VersionConflict | IdentityConflict | WholeNotPossible nothing was written
   * @throws LogUnavailable nothing is known to be written
   */
  append(
    events: readonly NewEvent[],
    heads: ReadonlyMap<string, StreamHead>,
    alongside?: Alongside<Client>,
    wishes?: AppendWishes<Client>,
  ): Promise<number[]>;
  /** Decides and appends until no other writer is faster. @throws what the last append threw */
  inRounds<Item extends RoundItem, Answer>(round: Round<Item, Answer>): Promise<Answer>;
  /**
   * Every event of the streams, in stream order.
   * @param reporters if given, the events of these reporters alone and each stream's last one
   */
  readStreams(streams: readonly string[], reporters?: readonly string[]): Promise<RecordedEvent[]>;
  /** Where a stream stands; the empty head where there is none. */
  readHead(stream: string): Promise<StreamHead>;
  findByEventIds(eventIds: readonly string[]): Promise<RecordedEvent[]>;
  /** Committed events after a place, none skipped, in commit order; a stream's events in version order. */
  readFeed(after: FeedPlace, limit: number): Promise<FeedPage>;
  /** Names the cluster the places belong to: places of another epoch do not compare. */
  epoch(): Promise<string>;
}
