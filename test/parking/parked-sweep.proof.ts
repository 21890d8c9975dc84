import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listParked, type Parked } from '#libs/subscriptions';
import { Sweep } from '#apps/worker/policies/sweep';
import { newEvent } from '../given/new-event.ts';
import { type RunningService, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';

let service: RunningService;
let story: ServiceStory;
let keys: string[];
/**
 * Two persons who left and whose deadline passes while no reader runs; the facts about one of them can no longer be
 * computed.
 */
beforeAll(async () => {
  service = await startService();
  story = new ServiceStory(service);
  await story.at('2026-06-15T08:00:00Z');
  const both = [1, 2].map((serial) => story.young('2010-03-01', serial));
  for (const young of both) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
    await story.leaves(young, '2026-06-10');
  }
  keys = [];
  for (const young of both) keys.push(await story.key(young));
  expect(await service.parts.worker?.settle(15_000)).toBe(true);
  await service.parts.worker?.stop();
});
afterAll(() => service.stop());

const breaches = async (): Promise<string[]> =>
  (
    await service.parts.pool.query<{ stream: string }>(
      `select stream from log.events where type = 'follow-up-breached.v1' order by stream`,
    )
  ).rows.map(({ stream }) => stream);

test('a person whose deadline fails by time alone is parked, others’ deadlines stand, none is tried twice', async () => {
  const { pool, store, clock } = service.parts;
  const [ill = '', well = ''] = keys;
  const head = await store.readHead(ill);
  await store.append([newEvent(ill, head.version + 1, { type: 'taken-to-the-moon.v1' })], new Map([[ill, head]]));
  clock.offsetMilliseconds += 9 * 86_400_000;
  const told: Parked[] = [];
  const sweep = new Sweep({ ...service.parts, onAppended: () => undefined }, (parked) => told.push(...parked));
  expect(await sweep.run()).toBe(1);
  expect(await breaches()).toEqual([well]);
  const parked = await listParked(pool, { reader: 'follow-up-policy' });
  expect(parked).toMatchObject([
    {
      person: ill,
      version: head.version + 1,
      reason: 'the stream holds an event of a type this program does not know',
    },
  ]);
  expect(told).toEqual(parked);
  expect(await sweep.run()).toBe(0);
  expect(told).toHaveLength(1);
});

test('sabotage: a person removed from the parked by hand is tried and parked again in every round', async () => {
  const told: Parked[] = [];
  const sweep = new Sweep({ ...service.parts, onAppended: () => undefined }, (parked) => told.push(...parked));
  for (let round = 0; round < 2; round += 1) {
    await service.parts.pool.query('delete from feed.parked');
    await sweep.run();
  }
  expect(told).toHaveLength(2);
});
