import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory, type Young } from '../stories/service-story.ts';
import { ask, looksLogged } from './callers.ts';

let story: ServiceStory;
let token: string;
let key: string;
const young: { -readonly [K in keyof Young]: Young[K] } = { birthDate: '2001-06-15', cpr: '' };

/**
 * A pupil at risk, with a contact person, on an education that lasts past the 25th birthday. The tests then only move
 * the clock.
 */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  token = await story.service.token('adviser-0751');
  young.cpr = story.young(young.birthDate, 1).cpr;
  await story.at('2026-06-10T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2024-08-12', expectedEndsOn: '2032-06-30' });
  await story.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-06-09',
    level: 'red',
    assessor: 'Bo Vejleder',
  });
  await story.report(young, 'contact-person-assigned', 'municipality-0751', {
    role: 'kui',
    name: 'Ida',
    phone: '+45 00 00 00 01',
    organisation: 'Vejledningen',
    from: '2026-01-01',
  });
  key = await story.key(young);
});
afterAll(() => story.service.stop());

const look = (what: string) => ask(story.service, token, { path: `/v1/persons/${key}/${what}` });
const lookUp = () => ask(story.service, token, { path: '/v1/persons/lookup', body: { cpr: young.cpr } });

async function statuses(): Promise<number[]> {
  const answers = [
    await look('status'),
    await look('timeline'),
    await look('changes'),
    await look('contacts'),
    await lookUp(),
  ];
  return answers.map(({ status }) => status);
}

test('at 24, in the last minute before the 25th birthday, an adviser sees everything', async () => {
  await story.at('2026-06-14T21:59:00Z');
  expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  expect((await look('status')).body).toMatchObject({ status: 'enrolled-at-risk', since: '2026-06-09' });
});

test('from the 25th birthday in Copenhagen an adviser sees the education status only, and no risk', async () => {
  await story.at('2026-06-14T22:00:30Z');
  expect(await statuses()).toEqual([200, 200, 200, 403, 200]);
  const { body } = await look('status');
  expect(body).toMatchObject({
    status: 'enrolled',
    since: '2024-08-12',
    conflicts: [],
    secondary: {},
    explanation: { deciding: [], losing: [] },
  });
  for (const what of ['status', 'status?validOn=2026-06-10', 'timeline', 'changes', 'changes?fromKnown=1']) {
    expect([what, JSON.stringify((await look(what)).body).includes('risk')]).toEqual([what, false]);
  }
  expect((await look('status?validOn=2026-06-10')).body).toMatchObject({ status: 'enrolled' });
});

test('at 25 the read log names only the fields that were shown, and a forbidden look leaves no row', async () => {
  const before = await looksLogged(story.service);
  await look('status');
  await look('contacts');
  expect(await looksLogged(story.service)).toBe(before + 1);
  const { rows } = await story.service.parts.pool.query<{ fields: string[] }>(
    'select fields from read_log.reads order by id desc limit 1',
  );
  expect(rows[0]?.fields).toEqual(expect.arrayContaining(['status', 'enrolment', 'secondary.highestCompleted']));
  expect(rows[0]?.fields).not.toContain('all');
});

test('at 29, in the last minute before the 30th birthday, an adviser still sees the education status', async () => {
  await story.at('2031-06-14T21:59:00Z');
  expect(await statuses()).toEqual([200, 200, 200, 403, 200]);
});

test('at 30, from the birthday on, the person does not exist for any path and any day of the question', async () => {
  await story.at('2031-06-14T22:00:30Z');
  const before = await looksLogged(story.service);
  expect(await statuses()).toEqual([404, 404, 404, 404, 404]);
  expect((await look('status?validOn=2026-06-10')).status).toBe(404);
  expect(await looksLogged(story.service)).toBe(before);
});

test('a birth date corrected to a year later counts at once: the adviser sees the status again', async () => {
  await story.report(young, 'person-registered', 'cpr', { birthDate: '2002-06-15' });
  expect(await statuses()).toEqual([200, 200, 200, 403, 200]);
});
