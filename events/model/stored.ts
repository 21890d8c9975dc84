import type { Day, Instant } from '#libs/validation';
import type { StandingCondition } from './standing-condition.ts';

export type { Day, Instant } from '#libs/validation';

/** A code of any code set; the raw code is always stored as sent. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly version?: string;
}

/** The envelope that the log stores with every fact. `position` is the only order. */
export interface Stored<Type extends string, Data> {
  /** Short versioned name, e.g. `education-interrupted.v1`; on the wire it carries the prefix `dk.ungestatus.`. */
  readonly type: Type;
  /** The event's own fields, without the person and without the sealed fields (encrypted with the person's key). */
  readonly data: Data;
  readonly position: number;
  /** The person's key; one stream per person. */
  readonly stream: string;
  /** Counts 1, 2, 3 … within the stream. */
  readonly version: number;
  /** UUIDv5 of (source, senderId): every way in gives the same report the same id. */
  readonly eventId: string;
  /** `/systems/{systemId}/reporters/{reporter}` */
  readonly source: string;
  /** The sender's own id of the report, unique within `source`. */
  readonly senderId: string;
  /**
   * Institution number, `municipality-0751`, `jobcentre-0751`, `cpr`, … or `ungestatus` for the service's own facts.
   */
  readonly reporter: string;
  /** The day it happened, as reported. */
  readonly occurredOn: Day;
  /** The time at which the source system registered it; null if the sender did not state it. */
  readonly registeredAt: Instant | null;
  readonly receivedAt: Instant;
  /** The time at which the log stored it. Its local day is the day of knowledge. */
  readonly recordedAt: Instant;
  /**
   * States whether its reporter had standing on receipt (docs/adr/0019). Missing in an old log: then every report has
   * standing.
   */
  readonly standing?: 'given' | 'waiting';
  /** The conditions that a waiting event waits for. */
  readonly waitsFor?: readonly StandingCondition[];
  /** The codes of the warnings on its receipt; missing if there were none. */
  readonly warnings?: readonly string[];
}
