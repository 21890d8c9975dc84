import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { ask } from './callers.ts';

let story: ServiceStory;
let token: string;
let key: string;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  token = await story.service.token('adviser-0751');
  const young = story.young('2010-03-03', 1);
  await story.at('2026-06-15T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  key = await story.key(young);
});
afterAll(() => story.service.stop());

const cursor = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  'validOn=2026-02-30',
  'validOn=20260615',
  'validOn=',
  'validOn=2026-06-15&validOn=2026-06-16',
  'knownAt=-1',
  'knownAt=1.5',
  'knownAt=2026-06-15',
  'knownAt=2026-02-30T00:00:00Z',
  'knownAt=2026-06-15T24:00:00Z',
  'knownAt=2026-06-15T08:00:00',
  'validon=2026-06-15',
  'x=1',
])('status?%s is refused and never read as another question', async (query) => {
  const { status, body } = await ask(story.service, token, { path: `/v1/persons/${key}/status?${query}` });
  expect([status, body.code]).toEqual([400, 'invalid-parameter']);
  expect(body.errors[0].pointer).toBe(`/${query.split('=')[0]}`);
});

test.each([
  'municipality=751',
  'clock=offer',
  'state=late',
  'after=%20',
  'after=abc',
  `after=${cursor('2026-99-99 5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01')}`,
  `after=${cursor(`2026-06-15 ${'-'.repeat(36)}`)}`,
  'page=2',
])('cases?%s is refused, even if the cursor is forged', async (query) => {
  const { status, body } = await ask(story.service, token, { path: `/v1/cases?${query}` });
  expect([status, body.code]).toEqual([400, 'invalid-parameter']);
});

test.each([
  'validOn=1',
  'institution=99',
  'municipality=x',
  'knownAt=now',
  'group=status',
  'week=2026-W54',
  'week=2026-48',
  'week=2026-W10&validOn=2026-03-01',
  'week=2026-W10&knownAt=1',
  'week=2026-W10&institution=990110',
])('cohort?%s is refused', async (query) => {
  expect((await ask(story.service, token, { path: `/v1/cohort?municipality=0751&${query}` })).body).toMatchObject({
    status: 400,
    code: 'invalid-parameter',
  });
});

test('a cohort of a week that is not over, or does not exist, is refused with the right question as remedy', async () => {
  const monitor = await story.service.token('monitor');
  const codeOf = async (query: string): Promise<unknown[]> => {
    const { status, body } = await ask(story.service, monitor, { path: `/v1/cohort?${query}` });
    return [status, body.errors?.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)];
  };
  expect(await codeOf('week=2026-W24')).toEqual([200, undefined]);
  for (const week of ['2026-W25', '2026-W26', '2099-W01'])
    expect(await codeOf(`week=${week}`)).toEqual([400, ['/week week-not-over']]);
  expect(await codeOf('week=2025-W53')).toEqual([400, ['/week week']]);
  expect(await codeOf('week=2026-W24&validOn=2026-06-14&institution=990110')).toEqual([
    400,
    ['/validOn not-beside-week', '/institution not-beside-week'],
  ]);
});

test('a monitor that asks for the cohort of a day is answered with the question it may ask', async () => {
  const { status, body } = await ask(story.service, await story.service.token('monitor'), {
    path: '/v1/cohort?validOn=2026-06-14',
  });
  expect([status, body.code]).toEqual([403, 'forbidden']);
  expect(body.detail).toContain('?week=');
});

test('a moment in a query may have an offset, escaped or not, and a fraction', async () => {
  for (const moment of [
    '2026-06-15T09:30:00%2B02:00',
    '2026-06-15T09:30:00+02:00',
    '2026-06-15T07:30:00.000Z',
    '2026-06-15t07:30:00z',
  ]) {
    const { status, body } = await ask(story.service, token, { path: `/v1/persons/${key}/status?knownAt=${moment}` });
    expect([moment, status, body.knownAt.time]).toEqual([moment, 200, '2026-06-15T07:30:00.000Z']);
  }
});
