import type { Broker, Consumption, OutgoingMessage, Publisher, ReceivedBatch, Topic } from '#libs/kafka';

/**
 * A double of the broker for specs without one: topics in memory, one owner per publisher's name. The proofs run on a
 * real broker.
 */
export class MemoryBroker implements Broker {
  readonly written: OutgoingMessage[] = [];
  cluster = 'memory';
  /** Fails the next publications with this error, before or after they are written. */
  failing: { readonly error: Error; readonly afterwards: boolean } | undefined;
  private readonly owners = new Map<string, Publisher>();

  constructor(private readonly partitions: number) {}

  clusterId(): Promise<string> {
    return Promise.resolve(this.cluster);
  }

  ensureTopics(topics: readonly Topic[]): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map(topics.map(({ name }) => [name, this.partitions])));
  }

  openPublisher(name: string): Promise<Publisher> {
    const publisher: Publisher = {
      publish: async (messages) => {
        if (this.owners.get(name) !== publisher) throw new Error('INVALID_PRODUCER_EPOCH');
        const failing = this.failing;
        if (failing && !failing.afterwards) throw failing.error;
        this.written.push(...messages);
        if (failing) throw failing.error;
      },
      close: () => Promise.resolve(),
    };
    this.owners.set(name, publisher);
    return Promise.resolve(publisher);
  }

  consume(): Promise<Consumption> {
    throw new Error('a double has no consumer groups: ask it for batches');
  }

  messagesOf(topic: string): OutgoingMessage[] {
    return this.written.filter((message) => message.topic === topic);
  }

  /** Messages of a partition from an offset on; an offset is the place of a message in its partition. */
  batchOf(topic: string, partition: number, from: string, most = 1_000): ReceivedBatch {
    const messages = this.messagesOf(topic)
      .filter((message) => message.partition === partition)
      .map(({ value, headers }, offset) => ({ offset: String(offset), value, headers }));
    return { partition, messages: messages.slice(Number(from), Number(from) + most) };
  }
}
