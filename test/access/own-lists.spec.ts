import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SANDBOX_CLIENTS } from '#apps/sandbox/issuer/clients';
import { type RunningService, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { ask, CALLERS, keepPlainObjects, saidBy, tokensOf } from './callers.ts';

keepPlainObjects();
const LISTS = ['late', 'timeliness', 'held', 'refused', 'missing', 'findings'] as const;
/** Roles that never report: a reporter in their token gives them nothing. */
const READERS = ['monitor', 'dpo', 'operator'];

let service: RunningService;
let tokens: ReadonlyMap<string, string>;
beforeAll(async () => {
  service = await startService();
  tokens = await tokensOf(service);
  const story = new ServiceStory(service);
  await story.at('2026-06-29T08:00:00Z');
  const young = story.young('2009-01-20', 721);
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-06-29' }, '990110', { time: '2026-06-01T08:00:00Z' });
  await story.enrols(young, { startsOn: '2026-06-29' }, '990110');
  await story.send(young, 'education-interrupted', '990110', { enrolmentId: 'E-2', lastDay: '2026-06-29' });
  await story.enrols(young, { enrolmentId: 'E-4', startsOn: '2025-08-11', expectedEndsOn: '2026-06-19' });
  const reason = { system: 'neutral', code: 'wrong-choice' };
  await story.send(young, 'education-interrupted', '990110', { enrolmentId: 'E-3', lastDay: '2026-06-29', reason });
});
afterAll(() => service.stop());

const call = (client: string, path: string) => ask(service, tokens.get(client), { path, purpose: null });
const reportersOf = (client: string) => SANDBOX_CLIENTS.find(({ id }) => id === client)?.reporters ?? [];

test.each(LISTS)('/v1/me/%s is for those who report, about their own reporters alone', async (list) => {
  for (const client of CALLERS) {
    const { status } = await call(client, `/v1/me/${list}`);
    expect([client, status]).toEqual([client, READERS.includes(client) ? 403 : 200]);
    for (const reporter of ['990110', '990120', 'cpr', 'municipality-0751']) {
      const own = reportersOf(client).includes(reporter);
      const asked = await call(client, `/v1/me/${list}?reporter=${reporter}`);
      expect([client, reporter, asked.status]).toEqual([
        client,
        reporter,
        READERS.includes(client) ? 403 : own ? 200 : 404,
      ]);
    }
  }
});

test.each(LISTS)("in /v1/me/%s another's reporter looks like one that does not exist", async (list) => {
  const [foreign, unknown] = await Promise.all(
    ['990110', '999999'].map((reporter) => call('sa-syd', `/v1/me/${list}?reporter=${reporter}`)),
  );
  if (foreign === undefined || unknown === undefined) throw new Error('no answer');
  expect(saidBy(foreign)).toEqual(saidBy(unknown));
});

test.each(LISTS)("/v1/me/%s of one system holds nothing of another's reporters", async (list) => {
  expect(JSON.stringify((await call('sa-syd', `/v1/me/${list}`)).body)).not.toContain('990110');
  expect(JSON.stringify((await call('sa-nord', `/v1/me/${list}`)).body)).toContain('990110');
});

test('/v1/me names to each caller itself and nobody else', async () => {
  for (const client of CALLERS) {
    const { status, body } = await call(client, '/v1/me');
    expect([client, status, body.client]).toEqual([client, 200, client]);
    const named = body.reporters.map(({ reporter }: { reporter: string }) => reporter);
    expect([client, named]).toEqual([client, READERS.includes(client) ? [] : reportersOf(client)]);
  }
});
