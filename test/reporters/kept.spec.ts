import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { backup, rebuildAll, restore } from '#libs/backup';
import { isPersonStream, reporterStream, verifyChain } from '#libs/event-store';
import { partitionOf } from '#libs/subscriptions';
import { temporaryFolder, type TestDatabase, testDatabase } from '#libs/testing';
import { DELIVERIES } from '#projections/deliveries/reader';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { EVENTS_TOPIC } from '#apps/worker/kafka/topics';
import { noting, PARTITIONS, SpreadReader } from '../kafka/spread-reader.ts';
import { rowsOf } from '../restore/some-facts.ts';
import { type RunningService, serviceOn, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { BUSY_REPORTER, connection, livePersons, liveReporters, passed } from './reporters-life.ts';

const STREAM = reporterStream(BUSY_REPORTER);
const place = temporaryFolder();
let service: RunningService;
let to: TestDatabase;
let restored: RunningService;
beforeAll(async () => {
  service = await startService();
  const story = new ServiceStory(service);
  await livePersons(story);
  await liveReporters(story);
  await passed(story);
  const { pool, clock, store, rules } = service.parts;
  const folder = join(place.path, 'backup');
  await backup(pool, { folder, version: '0.0.1', now: () => clock.now() });
  to = await testDatabase({ poolSize: 8 });
  const target = to.database.pool;
  await target.query('insert into person_keys.master_key_check (value) values ($1)', [
    (await pool.query('select value from person_keys.master_key_check')).rows[0].value,
  ]);
  const projections = knowledgeProjections(rules);
  const epoch = await store.epoch();
  await restore(target, { folder, epoch, rebuilt: [...projections.map(({ name }) => name), DELIVERIES] });
  await rebuildAll(target, projections, { epoch, now: () => clock.now() });
  restored = await serviceOn(to.url);
}, 120_000);
afterAll(async () => {
  await restored?.stop();
  await service?.stop();
  await to?.drop();
  await place.remove();
});

test('the backup brings the facts of reporters back: same rows, same chains, no reader stands still', async () => {
  expect(await rowsOf(restored.parts.pool, 'log.events')).toEqual(await rowsOf(service.parts.pool, 'log.events'));
  expect((await verifyChain(restored.parts.pool)).breaks).toEqual([]);
  expect(await restored.parts.worker?.settle(20_000)).toBe(true);
  expect(await rowsOf(restored.parts.pool, 'feed.parked')).toEqual([]);
});

test('a restored service still knows a connection, and counts on in its stream', async () => {
  const again = await restored.report('sa-nord', connection('many-0'));
  expect(again.body.items[0].outcome).toBe('duplicate');
  const head = await restored.parts.store.readHead(STREAM);
  await restored.report('sa-nord', connection('after'));
  expect((await restored.parts.store.readHead(STREAM)).version).toBe(head.version + 1);
});

test('Kafka gets every fact of a reporter under the key of its stream, and no status or case of it', async () => {
  const spread = new SpreadReader(service.parts.pool, noting('unused'));
  await spread.publishAll(spread.relay(500));
  const messages = spread.broker.messagesOf(EVENTS_TOPIC).filter(({ key }) => key === STREAM);
  expect(messages).toHaveLength((await service.parts.store.readHead(STREAM)).version);
  for (const { partition, headers } of messages)
    expect([partition, headers['person']]).toEqual([partitionOf(STREAM, PARTITIONS), STREAM]);
  for (const topic of ['ungestatus.status.v1', 'ungestatus.cases.v1']) {
    const keys = spread.broker.messagesOf(topic).map(({ key }) => key ?? '');
    expect([topic, keys.length > 0, keys.every(isPersonStream)]).toEqual([topic, true, true]);
  }
  expect(spread.faults).toEqual([]);
});

test('an altered fact of a reporter breaks the chain of its stream alone', async () => {
  const { pool } = restored.parts;
  await pool.query('alter table log.events disable trigger user');
  await pool.query(`update log.events set data = '{"system":"sa-syd"}' where stream = $1 and version = 2`, [STREAM]);
  const { breaks } = await verifyChain(pool);
  expect(breaks.map(({ stream, version, why }) => [stream, version, why])).toEqual([[STREAM, 2, 'altered']]);
});
