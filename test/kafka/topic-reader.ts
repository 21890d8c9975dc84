import { Kafka, logLevel } from 'kafkajs';

export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The current end of each partition of the topics, by `topic/partition`; missing topics have no end. */
export async function topicEnds(brokers: string, topics: readonly string[]): Promise<Map<string, bigint>> {
  return endsOf(new Kafka({ clientId: 'outsider', brokers: brokers.split(','), logLevel: logLevel.NOTHING }), topics);
}

/** Reads whole topics from the beginning to their current end, as any consumer outside the service would. */
export async function readTopics(brokers: string, topics: readonly string[]): Promise<TopicMessage[]> {
  const kafka = new Kafka({ clientId: 'outsider', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const waiting = await endsOf(kafka, topics);
  const consumer = kafka.consumer({ groupId: `outsider-${process.hrtime.bigint()}`, maxWaitTimeInMs: 200 });
  const read: TopicMessage[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  const done = new Promise<void>((resolve) => {
    const check = () => (waiting.size === 0 ? resolve() : undefined);
    check();
    // The batch's own last offset counts the marks that end transactions, which no message shows.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      const place = `${payload.topic}/${payload.partition}`;
      const end = waiting.get(place);
      if (end !== undefined && BigInt(payload.lastOffset) + 1n >= end) waiting.delete(place);
      check();
    });
  });
  await consumer.run({
    eachMessage: async ({ topic, partition, message: { offset, key, value, headers } }) => {
      const own = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]));
      read.push({
        topic,
        partition,
        offset,
        key: key?.toString() ?? null,
        value: value?.toString() ?? '',
        headers: own,
      });
    },
  });
  await done;
  await consumer.disconnect();
  return read;
}

async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<string, bigint>();
  const there = new Set(await admin.listTopics());
  for (const topic of topics.filter((name) => there.has(name))) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
      if (BigInt(high) > 0n) ends.set(`${topic}/${partition}`, BigInt(high));
    }
  }
  await admin.disconnect();
  return ends;
}
