import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '#libs/calendar';
import type { EventStore } from '#libs/event-store';
import type { Broker, Consumption } from '#libs/kafka';
import type { RuleBook } from '#libs/rules';
import { FollowerLoop, Lead, type Reader, spreadReader } from '#libs/subscriptions';
import type { ParkedNotices } from '../notices/parked-notices.ts';
import type { WorkerFaults } from '../notices/worker-faults.ts';
import { PartitionReader } from './partition-reader.ts';
import { Relay } from './relay.ts';
import { EVENTS_TOPIC, getCount, RELAY, topicsWith } from './topics.ts';

const RELAY_PAGE_SIZE = 500;
const POLL_MILLISECONDS = 250;
const RETRY_MILLISECONDS = 1_000;

/** The Kafka part of a worker: the relay, if this process has its lead, and its share of the partitions. */
export class KafkaWork {
  private readonly relay: Relay;
  private readonly loop: FollowerLoop;
  private readonly stopping = new AbortController();
  private joining: Promise<void> = Promise.resolve();
  private consumptions: Consumption[] = [];

  constructor(
    private readonly broker: Broker,
    /** Partitions of topics that have to be created. */
    private readonly partitions: number,
    /** Readers whose persons are shared with other workers; none if every reader follows the log. */
    private readonly spread: readonly Reader[],
    private readonly pool: Pool,
    private readonly store: EventStore<PoolClient>,
    rules: RuleBook,
    private readonly clock: Clock,
    private readonly faults: WorkerFaults,
    private readonly parked: ParkedNotices,
  ) {
    const onError = faults.report;
    const lead = new Lead(pool, RELAY);
    const now = this.now;
    this.relay = new Relay(pool, store, broker, lead, rules, now, onError, { partitions, pageSize: RELAY_PAGE_SIZE });
    this.loop = new FollowerLoop(this.relay, { pollMilliseconds: POLL_MILLISECONDS, onError });
  }

  /** Returns at once: the broker may be unavailable, and the service does not wait for it. */
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
    while (this.spread.length > 0 && this.consumptions.length === 0 && !this.stopping.signal.aborted) {
      try {
        await this.consume();
      } catch (error) {
        this.faults.report('Kafka', error);
        await pause(RETRY_MILLISECONDS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async consume(): Promise<void> {
    const { pool, now, broker } = this;
    const cluster = await broker.clusterId();
    const partitions = getCount(await broker.ensureTopics(topicsWith(this.partitions)), EVENTS_TOPIC);
    const epoch = await this.store.epoch();
    for (const reader of this.spread) await spreadReader(pool, reader.name, { epoch, partitions, cluster, at: now() });
    const { report } = this.faults;
    const memberOf = (reader: Reader): PartitionReader =>
      new PartitionReader(reader, pool, cluster, now, report, this.parked.report);
    this.consumptions = await Promise.all(this.spread.map((reader) => broker.consume(memberOf(reader))));
  }

  private readonly now = (): Date => this.clock.now();
}
