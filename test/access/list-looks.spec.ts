import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, startService } from '../service/running.ts';
import { FOLLOW_UP, neutral, ServiceStory, type Young } from '../stories/service-story.ts';
import { looksLogged } from './callers.ts';

let story: ServiceStory;
const people: Young[] = [];
const CASES = 60;

/** Sixty residents of 0751 with an open case each, one of 0461, and one whose residence was never reported. */
let elsewhere: Young;
let homeless: Young;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-06-15T09:00:00Z');
  for (let serial = 100; serial < 100 + CASES; serial += 1) people.push(story.young('2010-03-10', serial));
  [elsewhere, homeless] = [story.young('2010-04-11', 301), story.young('2010-05-12', 302)];
  await told(
    'cpr',
    people.map((young) => story.event(young, 'residence-changed', 'cpr', { municipality: '0751', from: '2020-01-01' })),
  );
  await story.lives(elsewhere, '0461');
  await story.report(homeless, 'name-registered', 'cpr', { given: 'Iben', family: 'Ukendt' });
  const enrolled = (young: Young, id: string) =>
    story.event(young, 'enrolment-registered', '990110', {
      enrolmentId: id,
      institution: '990110',
      education: { system: 'cosa', code: '1920' },
      kind: 'vocational',
      startsOn: '2025-08-11',
    });
  await told(
    'sa-nord',
    [...people, homeless].map((young, index) => enrolled(young, `E-${index}`)),
  );
  await told(
    'sa-nord',
    [...people, homeless].map((young, index) =>
      story.event(young, 'education-interrupted', '990110', {
        enrolmentId: `E-${index}`,
        lastDay: '2026-06-10',
        reason: neutral('moved'),
      }),
    ),
  );
  await story.at('2026-06-15T10:00:00Z');
}, 120_000);
afterAll(() => story.service.stop());

async function told(client: string, events: readonly object[]): Promise<void> {
  const { status, body } = await story.service.report(client, events);
  if (status !== 202 || body.counts.refused > 0) throw new Error(JSON.stringify(body).slice(0, 500));
}
const list = async (query = ''): Promise<any> => (await story.service.get(`/v1/cases${query}`, 'adviser-0751')).body;
const count = async (table: string): Promise<number> =>
  (await story.service.parts.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;
const lookUp = (cprs: readonly string[], client = 'adviser-0751'): Promise<Answer> =>
  story.service.send('POST', '/v1/persons/lookup', { cprs }, client, FOLLOW_UP);

describe('a page of the work list', () => {
  test('is one row and one narrow row per shown person; the next page and a repetition extend it', async () => {
    const [before, looks] = [await looksLogged(story.service), await count('read_log.looks')];
    const first = await list();
    expect([
      first.cases.length,
      (await looksLogged(story.service)) - before,
      (await count('read_log.looks')) - looks,
    ]).toEqual([50, 50, 1]);
    const second = await list(`?after=${first.next}`);
    const all = new Set([...first.cases, ...second.cases].map(({ person }: any) => person));
    expect(all.size).toBe(CASES + 1);
    await Promise.all(Array.from({ length: 8 }, () => list()));
    expect([(await looksLogged(story.service)) - before, (await count('read_log.looks')) - looks]).toEqual([
      CASES + 1,
      1,
    ]);
    const { rows } = await story.service.parts.pool.query('select * from read_log.looks order by id');
    expect(rows[0]).toMatchObject({
      subject: 'adviser-0751',
      organisation: 'municipality-0751',
      role: 'adviser',
      purpose: 'follow-up',
      question: 'person-case',
      fields: ['all'],
    });
  });

  test('is a new look after 15 minutes; another question is another look, a page without persons is none', async () => {
    await story.at('2026-06-15T10:20:00Z');
    const [before, looks] = [await looksLogged(story.service), await count('read_log.looks')];
    await list();
    expect([(await looksLogged(story.service)) - before, (await count('read_log.looks')) - looks]).toEqual([50, 1]);
    await list('?state=closed');
    await list('?state=open&after=bm90IGEgY3Vyc29y');
    expect([(await looksLogged(story.service)) - before, (await count('read_log.looks')) - looks]).toEqual([50, 1]);
    await list('?state=open,closed');
    expect([(await looksLogged(story.service)) - before, (await count('read_log.looks')) - looks]).toEqual([100, 2]);
  });

  test.each(['shown', 'looks'])('is not answered without its row of %s', async (table) => {
    await story.service.parts.pool.query(`alter table read_log.${table} add constraint closed check (false) not valid`);
    await story.at(table === 'shown' ? '2026-06-15T10:40:00Z' : '2026-06-15T11:00:00Z');
    expect((await story.service.get('/v1/cases', 'adviser-0751')).status).toBeGreaterThanOrEqual(500);
    await story.service.parts.pool.query(`alter table read_log.${table} drop constraint closed`);
    expect((await story.service.get('/v1/cases', 'adviser-0751')).status).toBe(200);
  });

  test('refuses an unknown state and lists the known ones', async () => {
    for (const query of ['?state=done', '?state=open,done', '?state=', '?clock=x']) {
      const { status, body } = await story.service.get(`/v1/cases${query}`, 'adviser-0751');
      expect([query, status, body.errors[0].allowed.length > 0]).toEqual([query, 400, true]);
    }
  });

  test('leaves rows that cannot be changed or deleted; only the end of a look moves', async () => {
    for (const statement of [
      'delete from read_log.shown',
      'update read_log.shown set person = 1',
      'truncate read_log.shown',
      'delete from read_log.looks',
      "update read_log.looks set purpose = 'x'",
    ]) {
      await expect(story.service.parts.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('the look-up of many numbers', () => {
  test('gives keys in the order of the question, null for others, and is a list look at the found persons', async () => {
    const stranger = story.young('2010-06-06', 900).cpr;
    const before = await looksLogged(story.service);
    const { status, body } = await lookUp([
      people[1]?.cpr ?? '',
      stranger,
      elsewhere.cpr,
      people[0]?.cpr ?? '',
      homeless.cpr,
    ]);
    const keys = await Promise.all([people[1], people[0], homeless].map((young) => story.key(young as Young)));
    expect([status, body]).toEqual([200, { keys: [keys[0], null, null, keys[1], keys[2]] }]);
    expect((await looksLogged(story.service)) - before).toBe(3 + 3);
    await lookUp([stranger, elsewhere.cpr]);
    expect((await looksLogged(story.service)) - before).toBe(3 + 3);
  });

  test.each([
    ['nothing', {}, 'lookup-one-of'],
    ['both', { cpr: '7003104100', cprs: [] }, 'lookup-one-of'],
    ['an empty list', { cprs: [] }, 'lookup-list'],
    ['too many', { cprs: Array.from({ length: 1_001 }, () => '7003104100') }, 'lookup-list'],
    ['no numbers', { cprs: ['1'] }, 'cpr-format'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await story.service.send('POST', '/v1/persons/lookup', body, 'adviser-0751', FOLLOW_UP);
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, code]);
  });

  test('is answered 429 after 2,000 unknown numbers an hour; found ones do not count', async () => {
    await story.at('2026-06-15T13:00:00Z');
    const vain = Array.from(
      { length: 1_000 },
      (_, serial) => story.young(`2010-0${1 + (serial % 9)}-2${serial % 9}`, serial).cpr,
    ).filter((cpr) => !people.some((young) => young.cpr === cpr));
    const found = people.map(({ cpr }) => cpr);
    for (let time = 0; time < 3; time += 1) expect((await lookUp(found)).body.keys.filter(Boolean)).toHaveLength(CASES);
    expect((await lookUp(vain)).body.keys.filter(Boolean)).toEqual([]);
    expect((await lookUp(vain)).status).toBe(200);
    const refused = await lookUp(vain.slice(0, 2_001 - 2 * vain.length));
    expect([refused.status, Number(refused.headers.get('retry-after')) > 3_000]).toEqual([429, true]);
    await story.at('2026-06-15T14:00:00Z');
    expect((await lookUp(vain)).status).toBe(200);
  });
});

test('the municipality of the school sees the person today, no history, the number only with a reason', async () => {
  const key = await story.key(homeless);
  const ask = async (path: string, headers = {}): Promise<number> =>
    (await story.service.get(`/v1/persons/${key}/${path}`, 'adviser-0751', { ...FOLLOW_UP, ...headers })).status;
  expect([await ask('status'), await ask('contacts'), await ask('timeline'), await ask('changes')]).toEqual([
    200, 200, 403, 403,
  ]);
  expect([
    await ask('status?validOn=2026-06-01'),
    await ask('status?knownAt=1'),
    await ask('contacts?validOn=2026-06-01'),
  ]).toEqual([403, 403, 403]);
  expect(await story.ask(homeless, 'status')).toMatchObject({
    name: 'Iben Ukendt',
    birthDate: '2010-05-12',
    notShown: ['history', 'own-contacts', 'company-assessments'],
  });
  const identity = (headers = {}): Promise<Answer> =>
    story.service.send('POST', `/v1/persons/${key}/identity`, {}, 'adviser-0751', { ...FOLLOW_UP, ...headers });
  expect([(await identity()).body.code, (await identity({ 'X-Reason': 'contact-duty' })).body.cpr]).toEqual([
    'reason-required',
    homeless.cpr,
  ]);
  expect((await story.service.get(`/v1/persons/${key}/status`, 'adviser-0461', FOLLOW_UP)).status).toBe(404);
});

test('the former municipality still sees its own work: the case it handed over, without the name and without later facts', async () => {
  const mover = people[5] as Young;
  const key = await story.key(mover);
  await story.at('2026-06-16T08:00:00Z');
  await story.moves(mover, '0461', '2026-06-16');
  await story.at('2026-06-16T09:00:00Z');
  const rowOf = async (query: string, client: string): Promise<any> =>
    (await story.service.get(`/v1/cases?state=${query}`, client)).body.cases.find(({ person }: any) => person === key);
  expect(await rowOf('open', 'adviser-0461')).toMatchObject({ relation: 'residence' });
  const kept = await rowOf('handed-over', 'adviser-0751');
  expect(kept).toMatchObject({
    state: 'handed-over',
    relation: 'former',
    municipality: '0751',
    handedOverOn: '2026-06-16',
    mayDo: [],
  });
  expect(JSON.stringify(kept)).not.toMatch(/"0461"|2010-03-10|"name":/);
  expect((await story.service.get(`/v1/persons/${key}/status`, 'adviser-0751', FOLLOW_UP)).status).toBe(404);
});
