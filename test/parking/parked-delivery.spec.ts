import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { park, type Parked } from '#libs/subscriptions';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const parkedFor = (reader: string): Parked => ({
  reader,
  person: '5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01',
  version: 1,
  position: 1,
  eventId: '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f',
  eventType: 'education-interrupted.v1',
  reason: 'it cannot be applied',
  since: '2026-06-15T08:00:00.000Z',
});
const isBehind = async (): Promise<unknown> => (await service.get('/v1/cases', 'adviser-0751')).body.behind;

test('a report that cannot be counted as a delivery does not make a work list look old', async () => {
  await park(service.parts.pool, [parkedFor('deliveries')]);
  expect(await isBehind()).toBeUndefined();
  const { status, body } = await service.get('/v1/reporters/timeliness', 'monitor');
  expect([status, body.rows]).toEqual([200, []]);
});

test.each(['missing-reports', 'findings'])('nor does one that stops %s', async (reader) => {
  await park(service.parts.pool, [parkedFor(reader)]);
  expect(await isBehind()).toBeUndefined();
});

test('sabotage: one that cannot be applied to the cases does', async () => {
  await park(service.parts.pool, [parkedFor('follow-up-cases')]);
  expect(await isBehind()).toBe(true);
});
