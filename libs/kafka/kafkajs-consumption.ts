import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, IHeaders, Kafka } from 'kafkajs';
import type { Consumption, ReceivedBatch, Subscription } from './broker.ts';

/** Time after which a dead worker is detected and its partitions are assigned to others. */
const SESSION_MILLISECONDS = 10_000;
const REBALANCE_MILLISECONDS = 30_000;
const LONGEST_PAUSE_MILLISECONDS = 5_000;
const AT_ONCE = 2;
/** More than the relay puts into one page, so that a page always comes whole. */
const MOST_BYTES = 10 * 1024 * 1024;

/** One member of one group on one topic. kafkajs gives up for good on some failures; this class starts again. */
export class KafkajsConsumption implements Consumption {
  private consumer: Consumer | undefined;
  private readonly failures = new Map<number, number>();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly kafka: Kafka,
    private readonly subscription: Subscription,
  ) {}

  start(): this {
    this.running = this.run();
    return this;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.consumer?.disconnect().catch(() => undefined);
  }

  /** Retries until it consumes; the broker may be away at the start. */
  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted; failures += 1) {
      try {
        this.consumer = await this.join();
        return;
      } catch (error) {
        this.subscription.onError(error);
        await this.sleep(failures);
      }
    }
  }

  private async join(): Promise<Consumer> {
    const { group, topic } = this.subscription;
    const consumer = this.kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_MILLISECONDS,
      rebalanceTimeout: REBALANCE_MILLISECONDS,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 500,
      maxBytes: 4 * MOST_BYTES,
      maxBytesPerPartition: MOST_BYTES,
      readUncommitted: false,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8, restartOnFailure: () => Promise.resolve(true) },
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => this.crashed(consumer, payload));
    consumer.on(
      consumer.events.GROUP_JOIN,
      ({ payload }) => void this.seekAll(consumer, payload.memberAssignment[topic] ?? []),
    );
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: AT_ONCE,
        eachBatch: (payload) => this.take(consumer, payload),
      });
      return consumer;
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private crashed(consumer: Consumer, { error, restart }: { error: Error; restart: boolean }): void {
    this.subscription.onError(error);
    if (restart || this.stopping.signal.aborted) return;
    this.running = this.sleep(1).then(async () => {
      await consumer.disconnect().catch(() => undefined);
      await this.run();
    });
  }

  /** kafkajs reads on from the broker's hint until the seek; the subscriber skips the messages of the meantime. */
  private async seekAll(consumer: Consumer, partitions: readonly number[]): Promise<void> {
    try {
      for (const partition of partitions) {
        const offset = await this.subscription.startOf(partition);
        consumer.seek({ topic: this.subscription.topic, partition, offset });
      }
    } catch (error) {
      this.subscription.onError(error);
    }
  }

  private async take(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    if (!payload.isRunning() || payload.isStale()) return;
    const last = messages.at(-1);
    try {
      const next = await this.subscription.take(toReceived(payload));
      this.failures.delete(partition);
      if (last && BigInt(next) === BigInt(last.offset) + 1n) payload.resolveOffset(last.offset);
      else consumer.seek({ topic, partition, offset: next });
      await consumer.commitOffsets([{ topic, partition, offset: next }]).catch(() => undefined);
    } catch (error) {
      this.subscription.onError(error);
      this.waitBefore(partition, payload);
    }
    await payload.heartbeat();
  }

  /** Pauses the partition; its batch is repeated. Other partitions go on. */
  private waitBefore(partition: number, payload: EachBatchPayload): void {
    const failures = (this.failures.get(partition) ?? 0) + 1;
    this.failures.set(partition, failures);
    const resume = payload.pause();
    void this.sleep(failures).then(resume);
  }

  private async sleep(failures: number): Promise<void> {
    await pause(Math.min(LONGEST_PAUSE_MILLISECONDS, 100 * 2 ** failures), undefined, {
      signal: this.stopping.signal,
    }).catch(() => undefined);
  }
}

function toReceived({ batch }: EachBatchPayload): ReceivedBatch {
  return {
    partition: batch.partition,
    messages: batch.messages.map(({ offset, value, headers }) => ({
      offset,
      value: value?.toString() ?? '',
      headers: toText(headers),
    })),
  };
}

function toText(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );
}
