import { setTimeout as pause } from 'node:timers/promises';
import type { KurrentConnection } from './connection.ts';
import { within } from './failure.ts';
import type { KurrentPlace, KurrentRecorded, KurrentSubscription } from './client.ts';

export interface Arrived {
  /** At least one. */
  readonly records: readonly KurrentRecorded[];
  /** The place of the last record. */
  readonly place: KurrentPlace;
}

const BATCH = 500;
/** The interval at which `next` checks again while no events arrive. */
const IDLE_MILLISECONDS = 1_000;

/**
 * A catch-up subscription to the persons' streams in `$all`, read in batches. Only places of events count: servers send
 * checkpoints ahead of an event still to come (KurrentDB #4023, #4970), and a subscription that resumes there never
 * receives it. Events that other writers append after the last one copied are scanned again after a restart; the server
 * filters them.
 */
export class FeedOfAll {
  private readonly subscription: KurrentSubscription;
  private ended: Error | undefined;
  private wake: () => void = () => undefined;

  constructor({ client, library }: KurrentConnection, prefix: string, place: KurrentPlace | undefined) {
    const filter = library.streamNameFilter({ prefixes: [prefix] });
    this.subscription = client.subscribeToAll(
      { fromPosition: place ?? 'start', filter },
      { readableHighWaterMark: BATCH },
    );
    this.subscription.on('readable', () => this.wake());
    this.subscription.on('error', (error) => this.end(error));
    this.subscription.on('end', () => this.end());
    this.subscription.on('close', () => this.end());
  }

  /** @returns the next events; undefined once `signal` is aborted @throws the error that ended the subscription */
  async next(signal: AbortSignal): Promise<Arrived | undefined> {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      const arrived = this.take();
      if (arrived) return arrived;
      if (this.ended) throw this.ended;
      await Promise.race([woken, pause(IDLE_MILLISECONDS, undefined, { signal, ref: false }).catch(() => undefined)]);
    }
    return undefined;
  }

  async stop(): Promise<void> {
    this.subscription.destroy();
    // Waits for a connection that may never be made.
    await within(2_000, this.subscription.unsubscribe()).catch(() => undefined);
  }

  private take(): Arrived | undefined {
    const records: KurrentRecorded[] = [];
    for (let read = this.subscription.read(); read !== null; read = this.subscription.read()) {
      if (read.event) records.push(read.event);
      if (records.length >= BATCH) break;
    }
    const place = records.at(-1)?.position;
    return place && { records, place };
  }

  private end(why: Error = new Error('the subscription ended')): void {
    this.ended ??= why;
    this.wake();
  }
}
