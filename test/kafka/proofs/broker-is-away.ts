import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { rebuild } from '#libs/bitemporal';
import { EVENTS_TOPIC, RELAY } from '#apps/worker/kafka/topics';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { printFigure } from '../../crash/figure-line.ts';
import { cloudEvent, syntheticNumber } from '../../service/reports.ts';
import { type Answer, type RunningService, startService } from '../../service/running.ts';
import { kafkaForProof, type KafkaServer } from '../kafka-server.ts';
import { readTopics } from '../topic-reader.ts';
import { readersBehind } from '../../../libs/subscriptions/caught-up.ts';

const CATCH_UP_MILLISECONDS = 120_000;
const PEOPLE = 60;

/** A broker from outside may not be stopped, so the proof needs one of its own. */
const jars = process.env['KAFKA_JARS'];
let kafka: Awaited<ReturnType<typeof kafkaForProof>>;
let server: KafkaServer;
beforeAll(async () => {
  if (jars === undefined) throw new Error('this proof stops the broker: run it without KAFKA_BROKERS');
  kafka = await kafkaForProof();
  if (!kafka.server) throw new Error('this proof stops the broker: run it without KAFKA_BROKERS');
  server = kafka.server;
}, 120_000);
afterAll(() => kafka.remove());

let counter = 0;

/** An enrolment of each of some people, under new ids. */
async function reportSome(service: RunningService, round: string): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: PEOPLE }, (_, serial) => {
      counter += 1;
      const cpr = syntheticNumber('2009-02-14', serial);
      const data = {
        enrolmentId: `${round}-${counter}`,
        institution: '990110',
        education: { system: 'cosa', code: '1920' },
        startsOn: '2025-08-11',
        kind: 'vocational',
      };
      return service.report(
        'sa-nord',
        cloudEvent('enrolment-registered', { reporter: '990110', cpr, id: `${round}-${counter}`, data }),
      );
    }),
  );
}

const refused = (answers: readonly Answer[]): number => answers.filter(({ status }) => status !== 202).length;

async function eventsNotInTopic(service: RunningService): Promise<{ lost: number; n: number }> {
  const { rows } = await service.parts.pool.query<{ event_id: string }>('select event_id from log.events');
  const published = new Set(
    (await readTopics(kafka.brokers, [EVENTS_TOPIC])).map(({ headers }) => headers['event-id']),
  );
  return { lost: rows.filter((row) => !published.has(row.event_id)).length, n: rows.length };
}

async function timed(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return Math.round(performance.now() - begun);
}

function tell(id: string, given: { refusedCalls: number; lost: number; n: number; milliseconds: number }): void {
  const value = given.refusedCalls + given.lost;
  printFigure({
    id,
    value,
    unit: 'reports refused or events lost',
    n: given.n,
    seed: 0,
    reach: '0',
    pass: value === 0,
  });
  console.info(`${id}: caught up ${given.milliseconds} ms after the broker listened again`);
}

/** While the broker is away: readers of the log go on, readers of Kafka wait. */
async function expectReadersOf(workers: 'log' | 'kafka', { parts: { pool, readers } }: RunningService): Promise<void> {
  if (workers === 'log') expect(await waitUntilCaughtUp(pool, readers, 20_000)).toBe(true);
  else expect(await readersBehind(pool, readers)).toContain('education-status');
}

describe.each([
  ['every reader follows the log', 'log', 'R32-kafka-relay'],
  ['the projections are spread over its partitions', 'kafka', 'R32-kafka-workers'],
] as const)('Kafka is killed, and %s', (_, workers, figure) => {
  let service: RunningService;
  let readers: readonly string[];
  const caughtUp = () => waitUntilCaughtUp(service.parts.pool, readers, CATCH_UP_MILLISECONDS);
  beforeAll(async () => {
    service = await startService({ env: { KAFKA_BROKERS: kafka.brokers, KAFKA_PARTITIONS: '4', WORKERS: workers } });
    readers = [...service.parts.readers, RELAY];
    expect(refused(await reportSome(service, `${workers}-before`))).toBe(0);
    expect(await caughtUp()).toBe(true);
  }, 180_000);
  afterAll(() => service.stop());

  test('reports are accepted, questions are answered, the backlog is reported, and everything catches up', async () => {
    await server.stop('SIGKILL');
    const answers = await reportSome(service, `${workers}-while-away`);
    const refusedCalls = refused(answers);
    const { body: ready, status } = await service.get('/health/ready');
    expect(status).toBe(200);
    expect(ready.behind).toContain(RELAY);
    const asked = [
      await service.get(answers[0]?.body.items[0].receipt, 'sa-nord'),
      await service.get('/v1/cases?municipality=0751', 'adviser-0751'),
    ];
    expect(asked.map((answer) => answer.status)).toEqual([200, 200]);
    await expectReadersOf(workers, service);
    await server.start();
    const milliseconds = await timed(caughtUp());
    expect(await readersBehind(service.parts.pool, readers)).toEqual([]);
    const found = await eventsNotInTopic(service);
    tell(figure, { refusedCalls, ...found, milliseconds });
    expect({ refusedCalls, lost: found.lost }).toEqual({ refusedCalls: 0, lost: 0 });
  });

  test('afterwards the answers equal those of a rebuild', async () => {
    for (const projection of knowledgeProjections(service.parts.rules)) {
      expect(await rebuild(service.parts.pool, projection)).toMatchObject({ onlyLive: 0, onlyRebuilt: 0 });
    }
  });
});

test('with Kafka away from the start the service starts, accepts and answers; the relay begins once a broker is there', async () => {
  await server.stop();
  const service = await startService({ env: { KAFKA_BROKERS: kafka.brokers, KAFKA_PARTITIONS: '4' } });
  expect(refused(await reportSome(service, 'never-there'))).toBe(0);
  expect(await waitUntilCaughtUp(service.parts.pool, service.parts.readers, 20_000)).toBe(true);
  await server.start();
  expect(await waitUntilCaughtUp(service.parts.pool, [RELAY], CATCH_UP_MILLISECONDS)).toBe(true);
  expect((await eventsNotInTopic(service)).lost).toBe(0);
  await service.stop();
});
