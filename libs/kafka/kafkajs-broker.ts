import type { Admin, Kafka } from 'kafkajs';
import type { Broker, Consumption, Publisher, Subscription, Topic } from './broker.ts';
import { type BrokerAccess, connectKafka } from './connection.ts';
import { KafkajsConsumption } from './kafkajs-consumption.ts';
import { openKafkajsPublisher } from './kafkajs-publisher.ts';

/** Larger than any report: the intake accepts 16 MiB. */
const LARGEST_MESSAGE = String(20 * 1024 * 1024);
const REPLICAS = { ofOneBroker: 1, most: 3 };

/** The port by kafkajs 2.2.4, tried against Kafka 4 (docs/adr/0014). */
export class KafkajsBroker implements Broker {
  private kafka: Promise<Kafka> | undefined;

  /** Does not connect yet. */
  constructor(private readonly access: BrokerAccess) {}

  clusterId(): Promise<string> {
    return this.asAdmin(async (admin) => (await admin.describeCluster()).clusterId);
  }

  ensureTopics(topics: readonly Topic[]): Promise<ReadonlyMap<string, number>> {
    return this.asAdmin(async (admin) => {
      const there = new Set(await admin.listTopics());
      const missing = topics.filter(({ name }) => !there.has(name));
      if (missing.length > 0) {
        const { brokers } = await admin.describeCluster();
        const replicas = brokers.length < REPLICAS.most ? REPLICAS.ofOneBroker : REPLICAS.most;
        // Returns false if another process created one meanwhile, which is as good.
        await admin.createTopics({ waitForLeaders: true, topics: missing.map((topic) => toConfig(topic, replicas)) });
      }
      const { topics: described } = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
      return new Map(described.map(({ name, partitions }) => [name, partitions.length]));
    });
  }

  async openPublisher(name: string): Promise<Publisher> {
    return openKafkajsPublisher(await this.client(), name);
  }

  async consume(subscription: Subscription): Promise<Consumption> {
    return new KafkajsConsumption(await this.client(), subscription).start();
  }

  private client(): Promise<Kafka> {
    return (this.kafka ??= connectKafka('ungestatus', this.access));
  }

  private async asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = (await this.client()).admin();
    try {
      await admin.connect();
      return await work(admin);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

function toConfig({ name, partitions, keep }: Topic, replicationFactor: number) {
  const entries =
    keep === 'all'
      ? { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' }
      : { 'cleanup.policy': 'compact' };
  const large = { 'max.message.bytes': LARGEST_MESSAGE };
  const safe = replicationFactor > 1 ? { 'min.insync.replicas': '2' } : {};
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor,
    configEntries: Object.entries({ ...entries, ...large, ...safe }).map(([entry, value]) => ({ name: entry, value })),
  };
}
