import type { Day, Instant } from '#libs/validation';
import type { StandingCondition } from './standing-condition.ts';

export type { Day, Instant } from '#libs/validation';

/** A code of somebody's code set; the raw code is always kept as it was sent. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly version?: string;
}

/** What the log keeps around every fact. `position` is the only order there is. */
export interface Stored<Type extends string, Data> {
  /** Short versioned name, e.g. `education-interrupted.v1`; on the wire it carries the prefix `dk.ungestatus.`. */
  readonly type: Type;
  /** The event's own fields, without the person and without what is sealed (encrypted with the person's key). */
  readonly data: Data;
  readonly position: number;
  /** The person's key; one stream per person. */
  readonly stream: string;
  /** 1, 2, 3 … within the stream. */
  readonly version: number;
  /** UUIDv5 of (source, senderId): every road in gives the same id for the same report. */
  readonly eventId: string;
  /** `/systems/{systemId}/reporters/{reporter}` */
  readonly source: string;
  /** The sender's own id of the report, unique within `source`. */
  readonly senderId: string;
  /** Institution number, `municipality-0751`, `jobcentre-0751`, `cpr`, … or `ungestatus` for the service's own facts. */
  readonly reporter: string;
  /** The day it happened, as the report says. */
  readonly occurredOn: Day;
  /** When the source system registered it; null where the sender did not say. */
  readonly registeredAt: Instant | null;
  readonly receivedAt: Instant;
  /** When the log took it in. Its local day is the day of knowledge. */
  readonly recordedAt: Instant;
  /** Whether its reporter had standing on receipt (docs/adr/0019). Missing in an old log, in which every report has it. */
  readonly standing?: 'given' | 'waiting';
  /** What a waiting one waits for. */
  readonly waitsFor?: readonly StandingCondition[];
}
