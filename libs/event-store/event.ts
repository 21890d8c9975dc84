/** A fact to be appended. Everything but its place in the log is decided. */
export interface NewEvent {
  readonly stream: string;
  /** The version of this event in its stream: 1, 2, 3 … */
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
  /** `YYYY-MM-DD` */
  readonly occurredOn: string;
  /** RFC 3339 UTC, milliseconds. */
  readonly registeredAt: string | null;
  readonly receivedAt: string;
  /**
   * The writer's clock at the append. The log records at that moment or later, never before the stream's last event.
   */
  readonly recordedAt: string;
  readonly source: string;
  readonly senderId: string;
  readonly reporter: string;
  readonly meta: object;
  readonly contentHash: Buffer;
}

/** A fact in the log. */
export interface RecordedEvent extends NewEvent {
  readonly position: number;
  readonly chain: Buffer;
}

/** The last event of a stream, which the next event must follow. */
export interface StreamHead {
  readonly version: number;
  readonly chain: Buffer;
  /** The time at which the last event was recorded; undefined if there is none. */
  readonly recordedAt?: string;
}

export const EMPTY_STREAM: StreamHead = { version: 0, chain: Buffer.alloc(32) };
