import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { MOVABLE_CLOCK, MovableClock } from '#libs/calendar';
import { LOG_CHANNEL, type Reader, READER_NAMES, Signal, waitUntilCaughtUp } from '#libs/subscriptions';
import { DueWork } from './due-work.ts';
import { FollowedReaders } from './subscriptions/followed-readers.ts';
import { KafkaWork } from './kafka/kafka-work.ts';
import { ParkedNotices } from './notices/parked-notices.ts';
import { SPREAD_READERS } from './subscriptions/readers.ts';
import { RuleUpgrade } from './upgrade/rule-upgrade.ts';
import { WORKER_SETTINGS, type WorkerSettings } from './worker-settings.ts';
import { WorkerFaults } from './notices/worker-faults.ts';

const SETTLE_MILLISECONDS = 9_000;

/** All work that happens later: readers follow the log from their own checkpoints; due work is done as time passes. */
@Injectable()
export class Worker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly signal: Signal;
  private kafkaStarted = false;

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(MOVABLE_CLOCK) private readonly clock: MovableClock,
    @Inject(WORKER_SETTINGS) private readonly settings: WorkerSettings,
    @Inject(READER_NAMES) private readonly readers: readonly string[],
    @Inject(SPREAD_READERS) private readonly spread: readonly Reader[],
    @Inject(FollowedReaders) private readonly followed: FollowedReaders,
    @Inject(DueWork) private readonly due: DueWork,
    @Inject(RuleUpgrade) private readonly upgrade: RuleUpgrade,
    @Inject(KafkaWork) private readonly kafka: KafkaWork | undefined,
    @Inject(ParkedNotices) private readonly parked: ParkedNotices,
    @Inject(WorkerFaults) private readonly faults: WorkerFaults,
  ) {
    this.signal = new Signal(pool, LOG_CHANNEL);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.follows) return;
    this.clock.onMoved(async () => void (await this.settle(SETTLE_MILLISECONDS)));
    await this.parked.reportWaiting();
    await this.start();
  }

  private async start(): Promise<void> {
    const outdated = new Set((await this.upgrade.outdated()).map(({ projection }) => projection.name));
    await this.followed.start((name) => !outdated.has(name));
    // Answers of two rule versions are never in one table: their readers begin when it is switched.
    this.upgrade.start((name) => {
      outdated.delete(name);
      this.followed.start((one) => one === name).catch((error: unknown) => this.faults.report(name, error));
      this.startKafka(outdated);
    });
    this.startKafka(outdated);
    await this.signal.listen(() => this.wake());
    await this.due.start(() => this.wake());
  }

  private startKafka(outdated: ReadonlySet<string>): void {
    if (this.kafkaStarted || this.spread.some(({ name }) => outdated.has(name))) return;
    this.kafkaStarted = true;
    this.kafka?.start();
    this.followed.startSpreadLanes();
  }

  wake(): void {
    this.followed.wake();
    this.kafka?.wake();
  }

  /** Does what is due by the clock and waits until all readers have applied it, as after the sandbox's clock moved. */
  async settle(limitMilliseconds: number): Promise<boolean> {
    this.wake();
    await this.caughtUp(limitMilliseconds);
    await this.due.run(() => this.wake());
    this.wake();
    return this.caughtUp(limitMilliseconds);
  }

  /** Whether every reader has applied everything in the log now, and the events that the policies added meanwhile. */
  async caughtUp(limitMilliseconds: number): Promise<boolean> {
    return (
      (await waitUntilCaughtUp(this.pool, this.readers, limitMilliseconds)) &&
      waitUntilCaughtUp(this.pool, this.readers, limitMilliseconds)
    );
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Finishes the current pages. */
  async stop(): Promise<void> {
    this.due.stop();
    this.signal.stop();
    await this.upgrade.stop();
    await Promise.all([this.kafka?.stop(), this.followed.stop()]);
  }
}
