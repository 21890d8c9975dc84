import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { waitUntilCaughtUp } from '#libs/subscriptions';
import { CASES_TOPIC, EVENTS_TOPIC, RELAY, STATUS_TOPIC } from '#apps/worker/kafka/topics';
import { printFigure } from '../../crash/figure-line.ts';
import { type RunningService, startService } from '../../service/running.ts';
import { kafkaForProof } from '../kafka-server.ts';
import { readTopics, topicEnds, type TopicMessage } from '../topic-reader.ts';

const TOPICS = [EVENTS_TOPIC, STATUS_TOPIC, CASES_TOPIC];

let kafka: Awaited<ReturnType<typeof kafkaForProof>>;
let service: RunningService;
let pool: Pool;
let messages: TopicMessage[];
beforeAll(async () => {
  kafka = await kafkaForProof();
  // Brokers from outside hold what earlier runs published.
  const before = await topicEnds(kafka.brokers, TOPICS);
  service = await startService({ stories: true, env: { KAFKA_BROKERS: kafka.brokers, KAFKA_PARTITIONS: '6' } });
  ({ pool } = service.parts);
  expect(await waitUntilCaughtUp(pool, [...service.parts.readers, RELAY], 60_000)).toBe(true);
  const read = await readTopics(kafka.brokers, TOPICS);
  messages = read.filter(
    ({ topic, partition, offset }) => BigInt(offset) >= (before.get(`${topic}/${partition}`) ?? 0n),
  );
}, 180_000);
afterAll(async () => {
  await service.stop();
  await kafka.remove();
});

const of = (topic: string): TopicMessage[] => messages.filter((message) => message.topic === topic);
const events = (): TopicMessage[] => of(EVENTS_TOPIC).filter(({ headers }) => headers['event-id'] !== undefined);

/** The last value per key, as a compacted topic keeps it. */
function lastOf(topic: string): Map<string, any> {
  return new Map(of(topic).map(({ key, value }) => [key ?? '', JSON.parse(value)]));
}

test('every event of the log is in the topic once, each person in one partition and in order', async () => {
  const { rows } = await pool.query<{
    event_id: string;
    stream: string;
    version: number;
    position: number;
    type: string;
  }>('select * from log.events');
  const published = new Map(events().map((message) => [message.headers['event-id'], message]));
  const wrong = rows.filter(({ event_id: id, stream, version, position, type }) => {
    const { key, headers } = published.get(id) ?? { key: null, headers: {} as Record<string, string> };
    return (
      key !== stream ||
      headers['version'] !== String(version) ||
      headers['position'] !== String(position) ||
      headers['event-type'] !== type
    );
  });
  expect(events()).toHaveLength(rows.length);
  for (const person of new Set(rows.map(({ stream }) => stream))) {
    const own = events().filter(({ key }) => key === person);
    expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
    expect(own.map(({ headers }) => Number(headers['version']))).toEqual(own.map((_, index) => index + 1));
  }
  printFigure({
    id: 'kafka-out',
    value: wrong.length,
    unit: 'events missing or otherwise in the topic',
    n: rows.length,
    seed: 0,
    reach: '0',
    pass: wrong.length === 0,
  });
  expect(wrong).toEqual([]);
});

test('an event in the topic is a CloudEvent with the data of the log and nothing sealed', async () => {
  const { rows } = await pool.query<{ event_id: string; data: object; source: string; sealed: Buffer | null }>(
    'select event_id, data, source, sealed from log.events',
  );
  const bodies = new Map(events().map(({ value, headers }) => [headers['event-id'], JSON.parse(value)]));
  for (const { event_id: id, data, source } of rows)
    expect(bodies.get(id)).toMatchObject({ specversion: '1.0', id, source, data, subject: expect.any(String) });
  expect(rows.some(({ sealed }) => sealed !== null)).toBe(true);
  const secrets = ['name', 'phone', 'email', 'cpr', 'sealed'];
  expect(bodies.size).toBe(rows.length);
  for (const body of bodies.values())
    for (const secret of secrets) expect(Object.keys(body.data)).not.toContain(secret);
});

test('no message of any topic holds a civil number', async () => {
  const told = messages
    .map(({ key, value, headers }) => `${key} ${value} ${Object.values(headers).join(' ')}`)
    .join('\n');
  expect(told.match(/(?<![\w.-])\d{6}-?\d{4}(?![\w.-])/g) ?? []).toEqual([]);
});

test("the last status message of each person is the timeline of the service's answer", async () => {
  const statuses = lastOf(STATUS_TOPIC);
  const { rows } = await pool.query<{ person: string; spells: number }>(
    `select person, count(*)::int as spells from education_status.spells where known_to = 9007199254740991
     group by person`,
  );
  expect([...statuses.keys()].sort()).toEqual(rows.map(({ person }) => person).sort());
  for (const { person, spells } of rows) expect(statuses.get(person).spells).toHaveLength(spells);
  const {
    rows: [known],
  } = await pool.query<{ person: string }>("select person from follow_up.cases where municipality = '0751' limit 1");
  const asked = await service.get(`/v1/persons/${known?.person}/timeline`, 'adviser-0751', {
    'X-Purpose': 'follow-up',
  });
  expect(asked.status).toBe(200);
  expect(statuses.get(known?.person ?? '').spells).toEqual(asked.body.spells);
});

test('an unchanged status is not published again', () => {
  const told = new Map<string, string>();
  for (const { key, value } of of(STATUS_TOPIC)) {
    const spells = JSON.stringify(JSON.parse(value).spells);
    expect(told.get(key ?? '')).not.toBe(spells);
    told.set(key ?? '', spells);
  }
  expect(told.size).toBeLessThan(events().length);
});

test('the last message of each case is the case on the work list', async () => {
  const { rows } = await pool.query<{ content: { caseId: string } }>(
    'select content from follow_up.cases where known_to = 9007199254740991',
  );
  const cases = lastOf(CASES_TOPIC);
  expect(rows.length).toBeGreaterThan(0);
  expect(cases.size).toBe(rows.length);
  for (const { content } of rows) expect(cases.get(content.caseId)).toMatchObject(content);
});

test('sabotage: a missing event in the topic, or one person out of order, is found', () => {
  const versionsOf = (own: readonly TopicMessage[]) => own.map(({ headers }) => Number(headers['version']));
  const busy = events()
    .filter(({ headers }) => headers['version'] === '3')
    .at(0)?.key;
  const own = events().filter(({ key }) => key === busy);
  const inOrder = (some: readonly TopicMessage[]) => versionsOf(some).every((version, index) => version === index + 1);
  expect(own.length).toBeGreaterThan(2);
  expect(inOrder(own)).toBe(true);
  expect(inOrder(own.toSpliced(0, 1))).toBe(false);
  expect(inOrder(own.toReversed())).toBe(false);
});
