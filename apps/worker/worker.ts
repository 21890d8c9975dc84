import type { Pool, PoolClient } from 'pg';
import type { Clock } from '#libs/calendar';
import type { EventStore } from '#libs/event-store';
import {
  AsideLane,
  Follower,
  FollowerLoop,
  type FollowerOptions,
  gatherReader,
  LOG_CHANNEL,
  type ProgressThinning,
  type Reader,
  Signal,
  waitUntilCaughtUp,
} from '#libs/subscriptions';
import type { Sweep } from './policies/sweep.ts';
import type { NameSweep } from './names/name-sweep.ts';
import type { RuleUpgrade } from './upgrade/rule-upgrade.ts';

/** Work that goes on beside the followers. */
export interface WorkBeside {
  start(): void;
  wake(): void;
  stop(): Promise<void>;
}

export interface WorkerParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly clock: Clock;
  readonly readers: readonly Reader[];
  /** Those of the readers that do not follow the log here: members of their consumer groups carry their pages. */
  readonly spread?: readonly Reader[];
  readonly kafka?: WorkBeside | undefined;
  readonly sweep: Sweep;
  readonly names: NameSweep;
  readonly thinning: Pick<ProgressThinning, 'run'>;
  /** Works out anew the answers of other rules than the program's. */
  readonly upgrade?: RuleUpgrade | undefined;
  readonly onError: (where: string, error: unknown) => void;
  readonly onParked?: FollowerOptions['onParked'];
  readonly around?: FollowerOptions['around'];
}

/** Larger pages gather more garbage than the young generation holds; smaller ones are more round trips. */
const PAGE_SIZE = 500;
const POLL_MILLISECONDS = 250;
/** What one person may take of a reader at a time before the person is parked. */
const PERSON_MILLISECONDS = 30_000;
const SWEEP_MILLISECONDS = 15_000;

/** What happens later: every reader follows the log on its own checkpoint, and the sweep asks for what time has made due. */
export class Worker {
  /** Readers that follow the log here: not those of consumer groups, nor those whose answers are being worked out anew. */
  readonly following = new Set<string>();
  private readonly followed: readonly Reader[];
  private readonly loops: readonly FollowerLoop[];
  /** Who is set aside is caught up here, whoever carries the pages. */
  private readonly lanes: ReadonlyMap<Reader, FollowerLoop>;
  private readonly signal: Signal;
  private timer: NodeJS.Timeout | undefined;
  private kafkaStarted = false;

  constructor(private readonly parts: WorkerParts) {
    const { pool, store, clock, readers, onError, onParked, around } = parts;
    const options = { pageSize: PAGE_SIZE, now: () => clock.now(), onParked, around };
    this.followed = readers.filter((reader) => !parts.spread?.includes(reader));
    const looping = { pollMilliseconds: POLL_MILLISECONDS, onError };
    const lane = { now: options.now, onParked, limitMilliseconds: PERSON_MILLISECONDS };
    this.lanes = new Map(
      readers.map((reader) => [reader, new FollowerLoop(new AsideLane(pool, reader, lane), looping)]),
    );
    this.loops = this.followed.map((reader) => {
      const onAside = () => this.lanes.get(reader)?.wake();
      return new FollowerLoop(new Follower(pool, store, reader, { ...options, onAside }), looping);
    });
    this.signal = new Signal(pool, LOG_CHANNEL);
  }

  async start(): Promise<void> {
    const outdated = new Set((await this.parts.upgrade?.outdated())?.map(({ projection }) => projection.name));
    await this.follow((name) => !outdated.has(name));
    // Answers of two rule versions never stand in one table: their readers begin when it is switched.
    this.parts.upgrade?.start((name) => {
      outdated.delete(name);
      this.follow((one) => one === name).catch((error: unknown) => this.parts.onError(name, error));
      this.startKafka(outdated);
    });
    this.startKafka(outdated);
    await this.signal.listen(() => this.wake());
    // Due and not done, never "due today": what was missed while nothing ran is found at the first sweep.
    await this.sweepNow();
    this.timer = setInterval(() => void this.sweepNow(), SWEEP_MILLISECONDS);
  }

  private async follow(chosen: (reader: string) => boolean): Promise<void> {
    for (const [index, reader] of this.followed.entries()) {
      if (!chosen(reader.name)) continue;
      await gatherReader(this.parts.pool, reader, this.parts.clock.now());
      this.loops[index]?.start();
      this.following.add(reader.name);
      this.lanes.get(reader)?.start();
    }
  }

  private startKafka(outdated: ReadonlySet<string>): void {
    if (this.kafkaStarted || this.parts.spread?.some(({ name }) => outdated.has(name))) return;
    this.kafkaStarted = true;
    this.parts.kafka?.start();
    for (const reader of this.parts.spread ?? []) this.lanes.get(reader)?.start();
  }

  wake(): void {
    for (const loop of this.loops) loop.wake();
    this.parts.kafka?.wake();
  }

  /** Fires what is due by the clock and waits until every reader has taken it in; used when the sandbox clock moves. */
  async settle(limitMilliseconds: number): Promise<boolean> {
    this.wake();
    await this.caughtUp(limitMilliseconds);
    await this.sweepNow();
    this.wake();
    return this.caughtUp(limitMilliseconds);
  }

  /** Whether every reader has applied what is in the log now; what the policies add in between is waited for too. */
  async caughtUp(limitMilliseconds: number): Promise<boolean> {
    const names = this.parts.readers.map((reader) => reader.name);
    return (
      (await waitUntilCaughtUp(this.parts.pool, names, limitMilliseconds)) &&
      waitUntilCaughtUp(this.parts.pool, names, limitMilliseconds)
    );
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.signal.stop();
    await this.parts.upgrade?.stop();
    await Promise.all([
      this.parts.kafka?.stop(),
      ...[...this.loops, ...this.lanes.values()].map((loop) => loop.stop()),
    ]);
  }

  private async sweepNow(): Promise<void> {
    try {
      if ((await this.parts.sweep.run()) > 0) this.wake();
    } catch (error) {
      this.parts.onError('follow-up sweep', error);
    }
    try {
      await this.parts.names.run();
    } catch (error) {
      this.parts.onError('sweep of names', error);
    }
    await this.parts.thinning.run().catch((error: unknown) => this.parts.onError('thinning of progress', error));
  }
}
