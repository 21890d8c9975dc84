import type { Parts } from './parts.ts';
import type { Worker } from '../worker/worker.ts';
import type { DoorParts } from '#libs/intake';
import type { Stalls } from '#libs/subscriptions';
import type { Metrics, Tracing } from '#libs/telemetry';

/** What the HTTP apps are given: the parts, the door's road and, where it runs in this process, the worker. */
export interface ServiceParts extends Parts {
  readonly door: DoorParts;
  readonly worker: Worker | undefined;
  /** Names of all readers: what "caught up" waits for. */
  readonly readers: readonly string[];
  /** The readers and the relay to Kafka: their delays are shown, for the relay's nobody waits. */
  readonly watched: readonly string[];
  /** Figures of this process. */
  readonly metrics: Metrics;
  /** Where the readers stood at the last look. */
  readonly stalls: Stalls;
  readonly tracing: Tracing;
}

/** Injection token of ServiceParts. */
export const SERVICE_PARTS = Symbol('ServiceParts');
