import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { type Item, ServiceStory, type Young } from '../stories/service-story.ts';
import { ask, CALLERS, keepPlainObjects, looksLogged, type Question, saidBy, tokensOf } from './callers.ts';

keepPlainObjects();
const NOBODY = randomUUID();
let story: ServiceStory;
let tokens: ReadonlyMap<string, string>;
let pupil: Young;
let key: string;
let report: Item;

/** One pupil of municipality 0751 with a case, a risk and a contact person; every client asks about the pupil. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  tokens = await tokensOf(story.service);
  pupil = story.young('2010-03-03', 1);
  await story.at('2026-06-15T08:00:00Z');
  await story.lives(pupil, '0751');
  await story.enrols(pupil, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.report(pupil, 'contact-person-assigned', 'municipality-0751', {
    role: 'kui',
    name: 'Ida',
    phone: '+45 00 00 00 01',
    organisation: 'Vejledningen',
    from: '2026-01-01',
  });
  report = await story.leaves(pupil, '2026-06-10');
  await story.at('2026-06-15T09:00:00Z');
  key = await story.key(pupil);
});
afterAll(() => story.service.stop());

const personPaths = (person: string): Question[] =>
  ['status', 'timeline', 'changes', 'contacts'].map((what) => ({ path: `/v1/persons/${person}/${what}` }));
const lookup = (): Question => ({ path: '/v1/persons/lookup', body: { cpr: pupil.cpr } });

async function statusesOf(question: Question): Promise<Record<string, number>> {
  const answers: [string, number][] = [];
  for (const caller of CALLERS) answers.push([caller, (await ask(story.service, tokens.get(caller), question)).status]);
  return Object.fromEntries(answers);
}
const only = (allowed: Record<string, number>, others: number) =>
  Object.fromEntries(CALLERS.map((caller) => [caller, allowed[caller] ?? others]));

describe('every path called by every client of the sandbox', () => {
  test('a person is visible to the adviser of the municipality of residence; for all others the person does not exist', async () => {
    for (const question of [...personPaths(key), lookup()])
      expect([question.path, await statusesOf(question)]).toEqual([question.path, only({ 'adviser-0751': 200 }, 404)]);
  });

  test.each([
    ['/v1/cases', { 'adviser-0751': 200, 'adviser-0461': 200 }, 404],
    ['/v1/cases?municipality=0751', { 'adviser-0751': 200 }, 404],
    ['/v1/cases?municipality=0461', { 'adviser-0461': 200 }, 404],
    ['/v1/cases?municipality=0101', {}, 404],
    ['/v1/cases/without-holder', { operator: 200 }, 404],
    ['/v1/cohort', { 'adviser-0751': 404, 'adviser-0461': 404 }, 403],
    ['/v1/cohort?municipality=0751', { 'adviser-0751': 200, 'adviser-0461': 404 }, 403],
    ['/v1/cohort?municipality=0461&institution=990110', { 'adviser-0751': 404, 'adviser-0461': 200 }, 403],
    ['/v1/cohort?week=2026-W23', { monitor: 200 }, 403],
    ['/v1/cohort?week=2026-W23&municipality=0751', { monitor: 200 }, 403],
    // A system may count the persons that its own schools reported: it knows them.
    ['/v1/cohort?institution=990110', { 'sa-nord': 200, 'adviser-0751': 404, 'adviser-0461': 404 }, 403],
    ['/v1/cohort?institution=990110&municipality=0751', { 'adviser-0751': 200, 'adviser-0461': 404 }, 403],
  ] as const)('%s is answered to each role with its own status', async (path, allowed, others) => {
    expect(await statusesOf({ path })).toEqual(only(allowed, others));
  });

  test('a receipt exists for the system that sent the report, and for no other', async () => {
    expect(await statusesOf({ path: report.receipt })).toEqual(only({ 'sa-nord': 200 }, 404));
  });

  test('the adviser of the other municipality does not find the case on the work list', async () => {
    const { body } = await ask(story.service, tokens.get('adviser-0461'), { path: '/v1/cases' });
    expect(body).toMatchObject({ municipality: '0461', cases: [] });
  });
});

describe('a person of somebody else and a person that does not exist are answered alike', () => {
  test.each(['status', 'timeline', 'changes', 'contacts'])('on %s', async (what) => {
    for (const caller of ['adviser-0461', 'jobcentre-0751', 'sa-nord', 'monitor']) {
      const existing = await ask(story.service, tokens.get(caller), { path: `/v1/persons/${key}/${what}` });
      const missing = await ask(story.service, tokens.get(caller), { path: `/v1/persons/${NOBODY}/${what}` });
      expect([caller, saidBy(existing)]).toEqual([caller, saidBy(missing)]);
    }
    const nobody = await ask(story.service, tokens.get('adviser-0751'), { path: `/v1/persons/${NOBODY}/${what}` });
    const other = await ask(story.service, tokens.get('adviser-0461'), { path: `/v1/persons/${key}/${what}` });
    expect(saidBy(nobody)).toEqual(saidBy(other));
  });

  test('by the look-up, by receipts, and for a malformed key', async () => {
    const unknown = { path: '/v1/persons/lookup', body: { cpr: story.young('2010-03-03', 999).cpr } };
    const adviser = tokens.get('adviser-0461');
    expect(saidBy(await ask(story.service, adviser, lookup()))).toEqual(
      saidBy(await ask(story.service, adviser, unknown)),
    );
    const receipts = [report.receipt, `/v1/receipts/${NOBODY}`].map((path) =>
      ask(story.service, tokens.get('sa-syd'), { path }),
    );
    const [theirs, none] = await Promise.all(receipts);
    expect(theirs && saidBy(theirs)).toEqual(none && saidBy(none));
    expect((await ask(story.service, tokens.get('adviser-0751'), { path: '/v1/persons/1/status' })).status).toBe(404);
  });
});

describe('the purpose of a look at a person', () => {
  test.each([
    [null, 400, 'purpose-missing'],
    ['', 400, 'purpose-missing'],
    ['curiosity', 400, 'purpose-unknown'],
    ['own-insight', 403, 'forbidden'],
  ])('%s is answered %i on every path of a person', async (purpose, status, code) => {
    for (const question of [...personPaths(key), lookup()]) {
      const answer = await ask(story.service, tokens.get('adviser-0751'), { ...question, purpose });
      expect([question.path, answer.status, answer.body.code]).toEqual([question.path, status, code]);
    }
  });

  test('a purpose of another role does not disclose to an outsider that the person exists', async () => {
    for (const question of personPaths(key))
      expect(
        (await ask(story.service, tokens.get('adviser-0461'), { ...question, purpose: 'own-insight' })).status,
      ).toBe(404);
  });

  test('a work list has the purpose follow-up by default', async () => {
    const purposes = [null, 'guidance', 'curiosity', 'own-insight'];
    const answers = await Promise.all(
      purposes.map((purpose) => ask(story.service, tokens.get('adviser-0751'), { path: '/v1/cases', purpose })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 403]);
  });
});

describe('the read log', () => {
  test('has one row for each answered look: who looked, for what purpose, and what was shown', async () => {
    const kinds = ['person-status', 'person-timeline', 'person-changes', 'person-contacts', 'person-lookup'];
    for (const [index, question] of [...personPaths(key), lookup()].entries()) {
      const before = await looksLogged(story.service);
      expect((await ask(story.service, tokens.get('adviser-0751'), { ...question, purpose: 'guidance' })).status).toBe(
        200,
      );
      expect(await looksLogged(story.service)).toBe(before + 1);
      const { rows } = await story.service.parts.pool.query('select * from read_log.reads order by id desc limit 1');
      expect(rows[0]).toMatchObject({
        client: 'adviser-0751',
        role: 'adviser',
        organisation: 'municipality-0751',
        purpose: 'guidance',
        person: key,
        question: kinds[index],
        fields: ['all'],
      });
      expect(rows[0].at).toMatch(/^2026-06-15T09:/);
    }
  });

  test('has no row for a refused look, whoever asks and whatever the reason', async () => {
    const before = await looksLogged(story.service);
    for (const caller of CALLERS.filter((id) => id !== 'adviser-0751')) {
      for (const question of [...personPaths(key), ...personPaths(NOBODY), lookup()])
        await ask(story.service, tokens.get(caller), question);
    }
    for (const purpose of [null, 'curiosity', 'own-insight'])
      await ask(story.service, tokens.get('adviser-0751'), { path: `/v1/persons/${key}/status`, purpose });
    for (const path of [
      'status?validOn=2026-02-30',
      'status?knownAt=soon',
      'status?day=2026-01-01',
      'contacts?validOn=1',
    ]) {
      expect(
        (await ask(story.service, tokens.get('adviser-0751'), { path: `/v1/persons/${key}/${path}` })).status,
      ).toBe(400);
    }
    await ask(story.service, tokens.get('adviser-0751'), { path: '/v1/persons/lookup', body: { cpr: '1' } });
    expect(await looksLogged(story.service)).toBe(before);
  });

  test('sabotage: turns the proof of one row per look red if a row is missing, and then no answer is given', async () => {
    await story.service.parts.pool.query('alter table read_log.reads add constraint closed check (false) not valid');
    expect(
      (await ask(story.service, tokens.get('adviser-0751'), { path: `/v1/persons/${key}/status` })).status,
    ).toBeGreaterThanOrEqual(500);
    await story.service.parts.pool.query('alter table read_log.reads drop constraint closed');
    await story.service.parts.pool.query('create rule forget as on insert to read_log.reads do instead nothing');
    const before = await looksLogged(story.service);
    expect((await ask(story.service, tokens.get('adviser-0751'), { path: `/v1/persons/${key}/status` })).status).toBe(
      200,
    );
    expect(await looksLogged(story.service)).not.toBe(before + 1);
    await story.service.parts.pool.query('drop rule forget on read_log.reads');
  });
});

test('after a move the old adviser sees nothing of a person and the new adviser everything', async () => {
  await story.at('2026-06-16T08:00:00Z');
  await story.moves(pupil, '0461', '2026-06-16');
  for (const question of [...personPaths(key), lookup()])
    expect([question.path, await statusesOf(question)]).toEqual([question.path, only({ 'adviser-0461': 200 }, 404)]);
  const lists = await Promise.all(
    ['adviser-0751', 'adviser-0461'].map((caller) => ask(story.service, tokens.get(caller), { path: '/v1/cases' })),
  );
  expect(lists.map(({ body }) => body.cases.length)).toEqual([0, 1]);
});
