import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { EventStore } from '#libs/event-store';
import { FollowerLoop, Lead, type Parked, type Reader, spreadReader } from '#libs/subscriptions';
import type { Broker, Consumption } from '#libs/kafka';
import type { RuleBook } from '#libs/rules';
import { PartitionReader } from './partition-reader.ts';
import { Relay } from './relay.ts';
import { EVENTS_TOPIC, getCount, RELAY, topicsWith } from './topics.ts';

export interface KafkaWorkParts {
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  readonly broker: Broker;
  readonly rules: RuleBook;
  readonly now: () => Date;
  /** Partitions of topics that have to be created. */
  readonly partitions: number;
  /** Readers whose persons are shared with other workers; none where every reader follows the log. */
  readonly spread: readonly Reader[];
  readonly onError: (where: string, error: unknown) => void;
  readonly onParked?: ((parked: readonly Parked[]) => void) | undefined;
}

const RELAY_PAGE_SIZE = 500;
const POLL_MILLISECONDS = 250;
const RETRY_MILLISECONDS = 1_000;

/** What a worker does with Kafka: the relay, where this process has its lead, and its share of the partitions. */
export class KafkaWork {
  private readonly relay: Relay;
  private readonly loop: FollowerLoop;
  private readonly stopping = new AbortController();
  private joining: Promise<void> = Promise.resolve();
  private consumptions: Consumption[] = [];

  constructor(private readonly parts: KafkaWorkParts) {
    const { pool, onError } = parts;
    this.relay = new Relay({ ...parts, lead: new Lead(pool, RELAY), pageSize: RELAY_PAGE_SIZE });
    this.loop = new FollowerLoop(this.relay, { pollMilliseconds: POLL_MILLISECONDS, onError });
  }

  /** Returns at once: the broker may be away, and the door waits for nobody. */
  start(): void {
    this.loop.start();
    this.joining = this.join();
  }

  wake(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
    await this.joining;
    await Promise.all(this.consumptions.map((consumption) => consumption.stop()));
    await this.relay.close();
  }

  private async join(): Promise<void> {
    while (this.parts.spread.length > 0 && this.consumptions.length === 0 && !this.stopping.signal.aborted) {
      try {
        await this.spread();
      } catch (error) {
        this.parts.onError('Kafka', error);
        await pause(RETRY_MILLISECONDS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async spread(): Promise<void> {
    const { pool, store, broker, spread, now } = this.parts;
    const cluster = await broker.clusterId();
    const partitions = getCount(await broker.ensureTopics(topicsWith(this.parts.partitions)), EVENTS_TOPIC);
    const epoch = await store.epoch();
    for (const reader of spread) await spreadReader(pool, reader.name, { epoch, partitions, cluster, at: now() });
    this.consumptions = await Promise.all(
      spread.map((reader) => broker.consume(new PartitionReader(reader, { ...this.parts, cluster }))),
    );
  }
}
