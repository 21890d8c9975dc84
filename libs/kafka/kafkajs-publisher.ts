import type { Kafka, Message, RetryOptions } from 'kafkajs';
import type { OutgoingMessage, Publisher } from './broker.ts';
import { requestsOf } from './requests.ts';

/**
 * A broker that has just finished one transaction makes the next wait some milliseconds; kafkajs' own 300 would be the
 * longest part of a page.
 */
const SHORT_RETRIES: RetryOptions = { initialRetryTime: 5, multiplier: 1.5, maxRetryTime: 1_000, retries: 14 };
const TRANSACTION_MILLISECONDS = 30_000;
const ALL_IN_SYNC = -1;

/**
 * One transaction per call: idempotent, all or nothing, and under a name whose earlier owner the broker refuses from
 * then on (INVALID_PRODUCER_EPOCH). That keeps a relay that was away for a while from publishing an old page after a
 * newer one.
 */
export async function openKafkajsPublisher(kafka: Kafka, name: string): Promise<Publisher> {
  const producer = kafka.producer({
    transactionalId: name,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: TRANSACTION_MILLISECONDS,
    allowAutoTopicCreation: false,
    retry: SHORT_RETRIES,
  });
  await producer.connect();
  return {
    async publish(messages) {
      const transaction = await producer.transaction();
      try {
        for (const request of requestsOf(messages))
          await transaction.sendBatch({ acks: ALL_IN_SYNC, topicMessages: byTopic(request) });
        await transaction.commit();
      } catch (error) {
        await transaction.abort().catch(() => undefined);
        throw error;
      }
    },
    close: () => producer.disconnect(),
  };
}

function byTopic(messages: readonly OutgoingMessage[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, partition, key, value, headers } of messages) {
    const own = topics.get(topic) ?? [];
    own.push({ partition, key, value, headers: { ...headers } });
    topics.set(topic, own);
  }
  return [...topics].map(([topic, own]) => ({ topic, messages: own }));
}
