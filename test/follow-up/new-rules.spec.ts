import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sweep } from '#apps/worker/policies/sweep';
import { givenRules } from '../given/rules.ts';
import { startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';

let story: ServiceStory;
beforeAll(async () => {
  story = new ServiceStory(await startService());
});
afterAll(() => story.service.stop());

test('after a change of rules the next sweep cancels an open case without ground as rules-changed, and others stay', async () => {
  const [out, left] = [story.young('2010-02-03', 951), story.young('2010-02-04', 952)];
  await story.at('2026-06-01T08:00:00Z');
  for (const young of [out, left]) await story.lives(young, '0751');
  await story.enrols(out, { startsOn: '2025-08-11', expectedEndsOn: '2026-05-15' });
  await story.enrols(left, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.leaves(left, '2026-05-29');
  await story.at('2026-06-25T08:00:00Z');
  expect((await story.cases(out))[0]).toMatchObject({
    state: 'breached',
    trigger: { kind: 'time', reason: 'expected-report-missing' },
  });
  expect((await story.cases(left))[0]).toMatchObject({ state: 'breached' });

  const { parts } = story.service;
  const policy = {
    ...parts,
    rules: givenRules({ id: 'graceDays', from: '2011-01-02', value: 90 }),
    onAppended: () => undefined,
  };
  await new Sweep(policy).run();
  const cancelled = async () =>
    (await parts.pool.query("select stream, data->>'why' as why from log.events where type = 'follow-up-cancelled.v1'"))
      .rows;
  expect(await cancelled()).toEqual([{ stream: await story.key(out), why: 'rules-changed' }]);
  await new Sweep(policy).run();
  expect(await cancelled()).toHaveLength(1);
  const breached = await parts.pool.query("select 1 from log.events where type = 'follow-up-breached.v1'");
  expect(breached.rowCount).toBe(2);
});
