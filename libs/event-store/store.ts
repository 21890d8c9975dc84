import type { NewEvent, RecordedEvent, StreamHead } from './event.ts';
import type { Round, RoundItem } from './rounds.ts';

/** A place in commit order. A filter by transaction with only the position saved would lose events (docs/adr/0002). */
export interface FeedPlace {
  /** Transaction id as decimal text (xid8 does not fit a JavaScript number). */
  readonly xid: string;
  readonly position: number;
}

export const FEED_START: FeedPlace = { xid: '0', position: 0 };

/** The fields of an event by which a subscription decides whether to read its stream. */
export interface FeedEntry {
  readonly position: number;
  readonly eventId: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
}

export interface FeedPage {
  readonly events: readonly FeedEntry[];
  /** The place after the last event; the place given if the page is empty. */
  readonly next: FeedPlace;
}

/** Another writer appended to the stream first: read again, decide again. */
export class VersionConflict extends Error {
  constructor() {
    super('another event took this version of the stream');
  }
}

/** The same report was stored by another call at the same moment: read again and compare. */
export class IdentityConflict extends Error {
  constructor() {
    super('this event id is in the log already');
  }
}

/**
 * The log does not answer, or too late: the events may or may not be stored. A report that is sent again is never
 * stored twice.
 */
export class LogUnavailable extends Error {
  constructor(cause?: unknown) {
    super('the log does not answer', { cause });
  }
}

/** The append was to be all or none, but the log cannot append to these streams at once; nothing was written. */
export class WholeNotPossible extends Error {
  constructor(readonly why: 'not-supported' | 'too-large') {
    super(
      why === 'too-large'
        ? 'too large for one append over several streams'
        : 'this log cannot append to several streams at once',
    );
  }
}

/** The events of some streams are durable, those of the others are not known to be; `cause` has the reason. */
export class PartlyAppended extends Error {
  constructor(
    /** Positions of the durable events, by event id. */
    readonly positions: ReadonlyMap<string, number>,
    override readonly cause: VersionConflict | IdentityConflict | LogUnavailable,
  ) {
    super('some of the events are stored', { cause });
  }
}

/**
 * Work that becomes durable in PostgreSQL no later than the events: with them, or before them if the log is elsewhere.
 */
export type TransactionStep<Client> = (client: Client) => Promise<void>;

export interface AppendOptions<Client> {
  /**
   * Writes that name the events and must never exist without them: durable with them, or after them if the log is
   * elsewhere.
   */
  readonly afterwards?: TransactionStep<Client> | undefined;
  /** All of the events or none, even over several streams. */
  readonly whole?: boolean;
}

/** The port: all operations that the product needs of a log. All adapters pass the same contract test. */
export interface EventStore<Client> {
  /**
   * The events are durable when the promise resolves; returns their positions in the order given. A stream's events are
   * stored all or none. The same holds for several streams, unless the adapter cannot do that and `whole` was not
   * requested: then PartlyAppended has the positions of those stored.
   * @throws VersionConflict | IdentityConflict | WholeNotPossible nothing was written
   * @throws LogUnavailable nothing is known to be written
   */
  append(
    events: readonly NewEvent[],
    heads: ReadonlyMap<string, StreamHead>,
    inSameTransaction?: TransactionStep<Client>,
    options?: AppendOptions<Client>,
  ): Promise<number[]>;
  /** Decides and appends until no other writer is faster. @throws the error of the last append */
  inRounds<Item extends RoundItem, Answer>(round: Round<Item, Answer>): Promise<Answer>;
  /**
   * Every event of the streams, in stream order.
   * @param reporters if given, only the events of these reporters and each stream's last event
   */
  readStreams(streams: readonly string[], reporters?: readonly string[]): Promise<RecordedEvent[]>;
  /** The head of a stream; the empty head if it has no events. */
  readHead(stream: string): Promise<StreamHead>;
  findByEventIds(eventIds: readonly string[]): Promise<RecordedEvent[]>;
  /** Committed events after a place, in commit order and without gaps; a stream's events in version order. */
  readFeed(after: FeedPlace, limit: number): Promise<FeedPage>;
  /** The cluster to which the places belong: places of different epochs cannot be compared. */
  epoch(): Promise<string>;
}
