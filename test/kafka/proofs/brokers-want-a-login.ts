import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BrokerAccess, KafkajsBroker } from '#libs/kafka';
import { KafkaServer } from '../kafka-server.ts';
import { USER } from '../secure-listener.ts';
import { readTopics } from '../topic-reader.ts';

let server: KafkaServer;
beforeAll(async () => {
  server = await KafkaServer.create(process.env['KAFKA_JARS'] ?? '');
  await server.start();
}, 120_000);
afterAll(() => server.remove());

const access = (): BrokerAccess => ({
  brokers: [server.secure.address],
  tls: { authorities: server.secure.certificate },
  login: { mechanism: 'scram-sha-512', ...USER },
});

describe('brokers that want TLS and a log-in', () => {
  test.each(['scram-sha-512', 'scram-sha-256', 'plain'] as const)(
    'accept the publications of %s',
    async (mechanism) => {
      const topic = `ungestatus.login-${mechanism}`;
      const broker = new KafkajsBroker({ ...access(), login: { mechanism, ...USER } });
      await broker.ensureTopics([{ name: topic, partitions: 1, keep: 'all' }]);
      const publisher = await broker.openPublisher(`login-${mechanism}`);
      await publisher.publish([{ topic, partition: 0, key: null, value: mechanism, headers: {} }]);
      await publisher.close();
      // The mark that ends a transaction is written a moment after the publisher gets its end.
      let values: string[] = [];
      while (values.length === 0) values = (await readTopics(server.address, [topic])).map(({ value }) => value);
      expect(values).toEqual([mechanism]);
    },
  );

  test('accept nothing with a wrong password, and the failure does not repeat it', async () => {
    const refused = await new KafkajsBroker({
      ...access(),
      login: { mechanism: 'scram-sha-512', username: USER.username, password: 'a-wrong-one' },
    })
      .clusterId()
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(String(refused)).not.toContain('a-wrong-one');
  });

  test('accept nothing without a log-in, and nothing unencrypted', async () => {
    await expect(new KafkajsBroker({ ...access(), login: undefined }).clusterId()).rejects.toThrow();
    await expect(new KafkajsBroker({ ...access(), tls: undefined }).clusterId()).rejects.toThrow();
  });

  test('are not trusted with a certificate of an unknown authority', async () => {
    await expect(new KafkajsBroker({ ...access(), tls: {} }).clusterId()).rejects.toThrow();
  });
});
