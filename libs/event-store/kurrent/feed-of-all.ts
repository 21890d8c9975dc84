import { setTimeout as pause } from 'node:timers/promises';
import type { KurrentConnection } from './connection.ts';
import { within } from './failure.ts';
import type { KurrentPlace, KurrentRecorded, KurrentSubscription } from './client.ts';

export interface Arrived {
  readonly records: readonly KurrentRecorded[];
  /** Everything up to here has arrived. */
  readonly place: KurrentPlace;
}

/** Times 32 events of `$all`: how often a quiet log's place moves on through what is not ours. */
const CHECKPOINT_INTERVAL = 8;
const BATCH = 500;
/** Times to ask for the place again while nothing of ours arrives. */
const IDLE_MILLISECONDS = 1_000;

/** A catch-up subscription to the people's streams in `$all`, read in batches. */
export class FeedOfAll {
  private readonly subscription: KurrentSubscription;
  private ended: Error | undefined;
  private wake: () => void = () => undefined;
  /** The last checkpoint, and the one before it. */
  private checkpoints: readonly KurrentPlace[] = [];
  private moved = false;

  constructor(
    { client, library }: KurrentConnection,
    prefix: string,
    private place: KurrentPlace | undefined,
  ) {
    const checkpointReached = (_subscription: unknown, reached: KurrentPlace): void => this.checkpoint(reached);
    const filter = library.streamNameFilter({ prefixes: [prefix], checkpointInterval: CHECKPOINT_INTERVAL, checkpointReached });
    this.subscription = client.subscribeToAll({ fromPosition: place ?? 'start', filter }, { readableHighWaterMark: BATCH });
    this.subscription.on('readable', () => this.wake());
    this.subscription.on('error', (error) => this.end(error));
    this.subscription.on('end', () => this.end());
    this.subscription.on('close', () => this.end());
  }

  /** The next events, or only a place further on; undefined once `signal` says so. @throws what ended the subscription */
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
    // Waits for a connection that may never come.
    await within(2_000, this.subscription.unsubscribe()).catch(() => undefined);
  }

  private take(): Arrived | undefined {
    const records: KurrentRecorded[] = [];
    for (let read = this.subscription.read(); read !== null; read = this.subscription.read()) {
      if (read.event) records.push(read.event);
      if (records.length >= BATCH) break;
    }
    const last = records.at(-1)?.position;
    if (last) this.place = last;
    else if (this.subscription.readableLength === 0) this.passCheckpoint();
    else return undefined;
    return this.place && (records.length > 0 || this.moved) ? this.told(records, this.place) : undefined;
  }

  private told(records: readonly KurrentRecorded[], place: KurrentPlace): Arrived {
    this.moved = false;
    return { records, place };
  }

  /**
   * The last but one: servers before 21.10.11, and some of 24.10 and 25.0, sent checkpoints ahead of an event still to come
   * (KurrentDB #4023, #4970). By the next checkpoint that event has arrived.
   */
  private passCheckpoint(): void {
    const [older] = this.checkpoints;
    if (this.checkpoints.length < 2 || !older || !isAfter(older, this.place)) return;
    this.place = older;
    this.moved = true;
  }

  private checkpoint(reached: KurrentPlace): void {
    const last = this.checkpoints.at(-1);
    this.checkpoints = last ? [last, reached] : [reached];
    this.wake();
  }

  private end(why: Error = new Error('the subscription ended')): void {
    this.ended ??= why;
    this.wake();
  }
}

function isAfter(one: KurrentPlace, other: KurrentPlace | undefined): boolean {
  return other === undefined || one.commit > other.commit || (one.commit === other.commit && one.prepare > other.prepare);
}
