import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { KafkajsBroker, type OutgoingMessage } from '#libs/kafka';
import { kafkaForProof } from '../kafka-server.ts';
import { readTopics } from '../topic-reader.ts';

/** A topic of this run alone. */
const TOPIC = `ungestatus.proof-${process.pid}`;
let kafka: Awaited<ReturnType<typeof kafkaForProof>>;
let broker: KafkajsBroker;
beforeAll(async () => {
  kafka = await kafkaForProof();
  broker = new KafkajsBroker({ brokers: kafka.brokers.split(',') });
}, 120_000);
afterAll(() => kafka.remove());

const message = (value: string, partition = 0): OutgoingMessage => ({
  topic: TOPIC,
  partition,
  key: value,
  value,
  headers: { 'event-id': value },
});
const valuesOf = async (partition = 0): Promise<string[]> =>
  (await readTopics(kafka.brokers, [TOPIC])).filter((one) => one.partition === partition).map(({ value }) => value);

test('topics are created once, with their retention, and an existing topic keeps its partitions', async () => {
  expect(
    await broker.ensureTopics([
      { name: TOPIC, partitions: 3, keep: 'all' },
      { name: `${TOPIC}-last`, partitions: 2, keep: 'last-of-key' },
    ]),
  ).toEqual(
    new Map([
      [TOPIC, 3],
      [`${TOPIC}-last`, 2],
    ]),
  );
  expect((await broker.ensureTopics([{ name: TOPIC, partitions: 7, keep: 'all' }])).get(TOPIC)).toBe(3);
  const admin = new Kafka({
    clientId: 'outsider',
    brokers: kafka.brokers.split(','),
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [TOPIC, `${TOPIC}-last`].map((name) => ({
      type: 2,
      name,
      configNames: ['cleanup.policy', 'retention.ms'],
    })),
  });
  await admin.disconnect();
  expect(
    resources.map(
      ({ configEntries }) => configEntries.find(({ configName }) => configName === 'cleanup.policy')?.configValue,
    ),
  ).toEqual(['delete', 'compact']);
  expect(resources[0]?.configEntries.find(({ configName }) => configName === 'retention.ms')?.configValue).toBe('-1');
});

test('published messages are in the topic in order, in the requested partitions', async () => {
  const publisher = await broker.openPublisher(`${TOPIC}-one`);
  for (let page = 0; page < 5; page += 1)
    await publisher.publish([message(`${page}a`), message(`${page}b`, 1), message(`${page}c`)]);
  await publisher.close();
  expect(await valuesOf(0)).toEqual([0, 1, 2, 3, 4].flatMap((page) => [`${page}a`, `${page}c`]));
  expect(await valuesOf(1)).toEqual([0, 1, 2, 3, 4].map((page) => `${page}b`));
});

test('a page many times larger than the broker accepts at once arrives whole and in order', async () => {
  const publisher = await broker.openPublisher(`${TOPIC}-one`);
  const large = Array.from({ length: 60 }, (_, index) => ({
    ...message(`${index}`, 2),
    value: `${index} ${'x'.repeat(100_000)}`,
  }));
  await publisher.publish(large);
  await publisher.publish([{ ...message('huge', 2), value: 'x'.repeat(3_000_000) }]);
  await publisher.close();
  expect((await valuesOf(2)).map((value) => value.split(' ')[0]?.length)).toEqual([
    ...large.map((_, index) => String(index).length),
    3_000_000,
  ]);
});

test('no message of a failed page is visible, not even those that the broker had accepted', async () => {
  const publisher = await broker.openPublisher(`${TOPIC}-one`);
  const before = await valuesOf();
  await expect(
    publisher.publish([message('half'), { ...message('half'), topic: `${TOPIC}-nowhere` }]),
  ).rejects.toThrow();
  await publisher.close();
  expect(await valuesOf()).toEqual(before);
});

test('a publisher that opens later shuts out the earlier one', async () => {
  const earlier = await broker.openPublisher(`${TOPIC}-one`);
  await earlier.publish([message('earlier')]);
  const later = await broker.openPublisher(`${TOPIC}-one`);
  await later.publish([message('later')]);
  await expect(earlier.publish([message('too late')])).rejects.toMatchObject({ type: 'INVALID_PRODUCER_EPOCH' });
  await later.publish([message('later still')]);
  expect((await valuesOf()).slice(-3)).toEqual(['earlier', 'later', 'later still']);
  await Promise.all([earlier.close(), later.close()]);
});

test("a member begins at its own offset, not at the broker's, and a failed batch comes again", async () => {
  const taken: string[] = [];
  let failures = 2;
  const consumption = await broker.consume({
    group: `${TOPIC}-group`,
    topic: TOPIC,
    startOf: async (partition) => (partition === 0 ? '3' : '0'),
    async take({ partition, messages }) {
      if (partition === 0 && failures-- > 0) throw new Error('not yet');
      taken.push(...messages.filter(({ offset }) => partition !== 0 || Number(offset) >= 3).map(({ value }) => value));
      return String(Number(messages.at(-1)?.offset) + 1);
    },
    onError: () => undefined,
  });
  while (!taken.includes('later still') || !taken.includes('4b')) await pause(50);
  await consumption.stop();
  expect(taken).not.toContain('0a');
  expect(taken.filter((value) => value === 'later still')).toHaveLength(1);
});
