import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testDatabase } from '#libs/testing';
import { serviceOn, startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
// A service per test: its clock only goes forward.
beforeEach(async () => {
  story = new ServiceStory(await startService());
});
afterEach(() => story.service.stop());

/** Known on Monday 1 June 2026, due on Monday the 8th. */
async function interrupted(telling: ServiceStory, serial: number): Promise<Young> {
  const young = telling.young('2009-11-20', serial);
  await telling.at('2026-05-29T08:00:00Z');
  await telling.lives(young, '0751');
  await telling.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await telling.at('2026-06-01T08:00:00Z');
  await telling.leaves(young, '2026-05-27');
  return young;
}

async function breaches({ service }: ServiceStory, key: string): Promise<{ data: { dueOn: string; on: string } }[]> {
  const { rows } = await service.parts.pool.query(
    "select data from log.events where type = 'follow-up-breached.v1' and stream = $1",
    [key],
  );
  return rows;
}

test('a case is not breached on the due date, and breached the morning after', async () => {
  const young = await interrupted(story, 401);
  await story.at('2026-06-08T21:59:00Z');
  expect((await story.cases(young))[0]).toMatchObject({
    state: 'open',
    dueOn: '2026-06-08',
    workdaysLeft: 0,
    workdaysOver: 0,
  });
  await story.at('2026-06-08T22:01:00Z');
  expect((await story.cases(young))[0]).toMatchObject({ state: 'breached', breachedOn: '2026-06-09', workdaysOver: 1 });
});

test('a clock that jumps weeks past the due date breaches once, however often it jumps on, and does not go back', async () => {
  const young = await interrupted(story, 402);
  for (const day of ['2026-07-20', '2026-08-03', '2026-09-01']) await story.at(`${day}T06:00:00Z`);
  await expect(story.at('2026-06-03T06:00:00Z')).rejects.toThrow(/clock-before-log/);
  const facts = await breaches(story, await story.key(young));
  expect(facts).toHaveLength(1);
  expect(facts[0]?.data).toMatchObject({ dueOn: '2026-06-08', on: '2026-06-09' });
});

test('contact after the breach closes the case as too late; the breach stays recorded', async () => {
  const young = await interrupted(story, 403);
  await story.at('2026-06-10T08:00:00Z');
  await story.report(young, 'contact-made', 'municipality-0751', {
    on: '2026-06-10',
    channel: neutral('phone'),
    guardianInvolved: true,
  });
  expect((await story.cases(young))[0]).toMatchObject({
    state: 'closed',
    inTime: false,
    closedOn: '2026-06-10',
    breachedOn: '2026-06-09',
  });
});

test('contact on the due date, reported days later, is in time although the breach was recorded meanwhile', async () => {
  const young = await interrupted(story, 404);
  await story.at('2026-06-11T08:00:00Z');
  await story.report(young, 'contact-made', 'municipality-0751', {
    on: '2026-06-08',
    channel: neutral('phone'),
    guardianInvolved: true,
  });
  expect((await story.cases(young))[0]).toMatchObject({ state: 'closed', inTime: true, closedOn: '2026-06-08' });
});

test('a case that became due while the service was down is breached at the next start, once, even after one more start', async () => {
  const { url, drop } = await testDatabase();
  const before = new ServiceStory(await serviceOn(url));
  const young = before.young('2007-11-20', 405);
  await before.at('2024-06-03T08:00:00Z');
  await before.lives(young, '0751');
  await before.enrols(young, { startsOn: '2023-08-14', expectedEndsOn: '2026-06-30' });
  await before.leaves(young, '2024-05-31');
  expect((await before.cases(young))[0]).toMatchObject({ state: 'open', dueOn: '2024-06-10' });
  const key = await before.key(young);
  // Without a kept clock the next start is at the real time: years have passed while no service ran.
  await before.service.parts.pool.query('delete from sandbox.clock');
  await before.service.stop();
  const told: unknown[] = [];
  for (let start = 1; start <= 2; start += 1) {
    const after = new ServiceStory(await serviceOn(url));
    told.push((await breaches(after, key)).map(({ data }) => data));
    await after.service.stop();
  }
  await drop();
  const breach = { dueOn: '2024-06-10', on: '2024-06-11' };
  expect(told).toMatchObject([[breach], [breach]]);
});
