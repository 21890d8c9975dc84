import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAltered } from '../sabotage/altered-service.ts';
import { type Answer, startService } from '../service/running.ts';
import { FOLLOW_UP, ServiceStory, type Young } from '../stories/service-story.ts';

let story: ServiceStory;
let young: Young;
let twin: Young;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-06-15T08:00:00Z');
  [young, twin] = [story.young('2010-03-01', 1), story.young('2010-03-01', 2)];
  for (const one of [young, twin]) {
    await story.lives(one, '0751');
    await story.enrols(one, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  }
});
afterAll(() => story.service.stop());

const get = async (one: Young, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  story.service.get(`/v1/persons/${await story.key(one)}/${path}`, 'adviser-0751', { ...FOLLOW_UP, ...headers });
const tagOf = ({ headers }: Answer): string => headers.get('etag') ?? '';
const looks = async (): Promise<number> =>
  (await story.service.parts.pool.query('select count(*)::int as n from read_log.reads')).rows[0].n;

test.each(['status', 'timeline', 'changes', 'contacts'])(
  '%s: an answer that the caller already has comes as 304, and still counts as a look',
  async (what) => {
    const first = await get(young, what);
    expect([first.status, tagOf(first)]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{27}"$/)]);
    const before = await looks();
    const again = await get(young, what, { 'If-None-Match': `"other", ${tagOf(first)}` });
    expect([again.status, again.body, tagOf(again)]).toEqual([304, '', tagOf(first)]);
    expect(await looks()).toBe(before + 1);
    expect((await get(young, what, { 'If-None-Match': '"other"' })).status).toBe(200);
  },
);

test('a different answer has a different entity tag', async () => {
  const before = await get(young, 'status');
  await story.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-06-15',
    level: 'red',
    assessor: 'Bo Vejleder',
  });
  const after = await get(young, 'status', { 'If-None-Match': tagOf(before) });
  expect([after.status, after.body.status]).toEqual([200, 'enrolled-at-risk']);
});

test('a caller who may not look gets no entity tag and no 304, whatever tag it sends', async () => {
  const key = await story.key(young);
  const refused = await story.service.get(`/v1/persons/${key}/status`, 'adviser-0461', {
    ...FOLLOW_UP,
    'If-None-Match': '*',
  });
  expect([refused.status, tagOf(refused)]).toEqual([404, '']);
});

test('an event that the caller does not see changes neither position, time nor entity tag compared with a person without it', async () => {
  const at = (await get(young, 'contacts')).body.knownAt;
  const contact = { role: 'institution', name: 'Ida', organisation: 'Skolen', from: '2026-06-15' };
  const before = [await get(twin, 'status'), await get(twin, 'timeline')].map(tagOf);
  // About the twin only: a contact person is in no status.
  await story.report(twin, 'contact-person-assigned', '990110', contact);
  await story.service.parts.worker?.settle(9_000);
  const [hers, his] = [
    await get(twin, 'status?knownAt=2026-06-15T08:00:00Z'),
    await get(young, 'status?knownAt=2026-06-15T08:00:00Z'),
  ];
  expect(hers.body.knownAt).toEqual(his.body.knownAt);
  const positions = [
    (await get(twin, 'status')).body.knownAt.position,
    (await get(young, 'status')).body.knownAt.position,
  ];
  expect(positions[0]).toBe(positions[1]);
  expect(positions[0]).toBeGreaterThan(at.position);
  expect([await get(twin, 'status'), await get(twin, 'timeline')].map(tagOf)).toEqual(before);
});

test('sabotage: an entity tag of less than the answer shows gives a 304 for a different answer, which the test would find', async () => {
  const altered = await startAltered([
    { file: 'apps/status/answer-tag.ts', from: "answer.replace(KNOWLEDGE, '')", to: 'answer.slice(0, 10)' },
  ]);
  try {
    const other = new ServiceStory(altered);
    await other.at('2026-06-15T08:00:00Z');
    await other.lives(young, '0751');
    const path = `/v1/persons/${await other.key(young)}/status`;
    const before = await altered.get(path, 'adviser-0751', FOLLOW_UP);
    await other.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
    expect((await altered.get(path, 'adviser-0751', { ...FOLLOW_UP, 'If-None-Match': tagOf(before) })).status).toBe(
      304,
    );
  } finally {
    await altered.stop();
  }
}, 120_000);
