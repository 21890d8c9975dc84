import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { type Answer } from '../service/running.ts';
import { FOLLOW_UP, ServiceStory, type Young } from '../stories/service-story.ts';

let story: ServiceStory;
let pupil: Young;
let hidden: Young;
let key: string;
let hiddenKey: string;

beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-06-15T09:00:00Z');
  [pupil, hidden] = [story.young('2010-03-10', 401), story.young('2009-11-02', 402)];
  for (const young of [pupil, hidden]) {
    await story.lives(young, '0751');
    await story.report(young, 'name-registered', 'cpr', {
      given: 'Alma Vigga',
      family: young === pupil ? 'Opdigtet' : 'Hemmelig',
    });
    await story.enrols(young, { startsOn: '2025-08-11' });
    await story.leaves(young, '2026-06-10');
    await story.report(young, 'contact-person-assigned', 'municipality-0751', {
      role: 'own',
      name: 'Alma Selv',
      phone: '+45 00 00 00 09',
      organisation: 'Ungeindsatsen',
      from: '2026-06-15',
    });
  }
  await story.report(hidden, 'protection-changed', 'cpr', { kind: 'name-and-address' });
  await story.at('2026-06-15T10:00:00Z');
  [key, hiddenKey] = [await story.key(pupil), await story.key(hidden)];
});
afterAll(() => story.service.stop());

const row = async (person: string): Promise<any> =>
  (await story.service.get('/v1/cases', 'adviser-0751')).body.cases.find((one: any) => one.person === person);
const identity = (person: string, headers: Record<string, string> = {}, client = 'adviser-0751'): Promise<Answer> =>
  story.service.send('POST', `/v1/persons/${person}/identity`, {}, client, { ...FOLLOW_UP, ...headers });
const lastRead = async (): Promise<any> =>
  (await story.service.parts.pool.query('select * from read_log.reads order by id desc limit 1')).rows[0];

describe('the contact details of a person', () => {
  test('are on the work list and in the status answer of the responsible municipality', async () => {
    expect(await row(key)).toMatchObject({
      name: 'Alma Vigga Opdigtet',
      birthDate: '2010-03-10',
      relation: 'residence',
      notShown: ['company-assessments'],
    });
    const status = await story.ask(pupil, 'status');
    expect(status).toMatchObject({
      status: 'interrupted',
      name: 'Alma Vigga Opdigtet',
      birthDate: '2010-03-10',
      notShown: ['company-assessments'],
    });
    expect(status.mayDo).toEqual([
      'see-status',
      'see-timeline',
      'see-changes',
      'see-contacts',
      'see-identity',
      'report-contact-made',
      'report-became-aware',
      'report-contact-person',
    ]);
  });

  test('say under protection that there is one, with the year of birth alone', async () => {
    for (const answer of [await row(hiddenKey), await story.ask(hidden, 'status')]) {
      expect(answer).toMatchObject({ name: 'navnebeskyttet', nameProtected: true, birthYear: 2009 });
      expect(JSON.stringify(answer)).not.toMatch(/Hemmelig|2009-11-02/);
    }
  });

  test('include own telephone and e-mail, under protection only with a reason and never with a name', async () => {
    const own = async (person: string, headers = {}): Promise<any[]> =>
      (
        await story.service.get(`/v1/persons/${person}/contacts`, 'adviser-0751', { ...FOLLOW_UP, ...headers })
      ).body.contacts.filter(({ role }: any) => role === 'own');
    expect(await own(key)).toMatchObject([{ phone: '+45 00 00 00 09', organisation: 'Ungeindsatsen' }]);
    expect(JSON.stringify(await own(key))).not.toContain('Selv');
    expect(await own(hiddenKey)).toEqual([]);
    expect(await own(hiddenKey, { 'X-Reason': 'urgent-concern' })).toHaveLength(1);
    expect(await lastRead()).toMatchObject({ question: 'person-contacts', reason: 'urgent-concern', fields: ['all'] });
  });

  test('show a corrected name; after the correction is withdrawn they show the old one again', async () => {
    const named = await story.report(
      pupil,
      'name-registered',
      'cpr',
      { given: 'Alma', family: 'Skrivefejl' },
      { id: 'typing-error' },
    );
    expect(named.outcome).toBe('accepted');
    await story.report(
      pupil,
      'report-corrected',
      'cpr',
      { corrects: { id: 'typing-error' }, content: { given: 'Alma', family: 'Rettet' } },
      { id: 'correction-of-name' },
    );
    expect((await story.ask(pupil, 'status')).name).toBe('Alma Rettet');
    await story.report(pupil, 'report-withdrawn', 'cpr', {
      withdraws: { id: 'correction-of-name' },
      reason: { system: 'neutral', code: 'sent-by-mistake' },
    });
    expect((await story.ask(pupil, 'status')).name).toBe('Alma Skrivefejl');
    await story.report(pupil, 'report-withdrawn', 'cpr', {
      withdraws: { id: 'typing-error' },
      reason: { system: 'neutral', code: 'sent-by-mistake' },
    });
    expect((await story.ask(pupil, 'status')).name).toBe('Alma Vigga Opdigtet');
  });

  test('are unchanged by the same name again; another name under the same id is refused with the changed fields', async () => {
    const data = { given: 'Bo', family: 'Opdigtet' };
    const other = story.young('2010-04-04', 403);
    await story.report(other, 'name-registered', 'cpr', data, { id: 'name-of-bo' });
    expect((await story.report(other, 'name-registered', 'cpr', data, { id: 'name-of-bo' })).outcome).toBe('duplicate');
    const { status, body } = await story.send(
      other,
      'name-registered',
      'cpr',
      { ...data, given: 'Ib' },
      { id: 'name-of-bo' },
    );
    expect([status, body.errors.map(({ pointer }: any) => pointer)]).toEqual([409, ['/data/given']]);
  });
});

describe('the identity call', () => {
  test('shows the number and the name of one person, and leaves a row of its own', async () => {
    const { status, body } = await identity(key);
    expect([status, body]).toEqual([200, { cpr: pupil.cpr, name: 'Alma Vigga Opdigtet' }]);
    expect(await lastRead()).toMatchObject({
      question: 'person-identity',
      person: key,
      fields: ['civilNumber', 'name'],
      subject: 'adviser-0751',
      organisation: 'municipality-0751',
    });
  });

  test('requires a reason under protection, lists the accepted ones and keeps the given one', async () => {
    const before = await lastRead();
    const refused = await identity(hiddenKey);
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      403,
      'reason-required',
      expect.stringContaining('urgent-concern'),
    ]);
    expect((await identity(hiddenKey, { 'X-Reason': 'because I want to' })).body.code).toBe('reason-unknown');
    expect((await lastRead()).id).toBe(before.id);
    expect((await identity(hiddenKey, { 'X-Reason': 'contact-duty' })).body).toEqual({
      cpr: hidden.cpr,
      name: 'Alma Vigga Hemmelig',
    });
    expect(await lastRead()).toMatchObject({ reason: 'contact-duty' });
  });

  test('exists for no other role, and requires a purpose', async () => {
    for (const client of ['adviser-0461', 'sa-nord', 'monitor', 'cpr', 'operator'])
      expect((await identity(key, {}, client)).status).toBe(404);
    expect((await story.service.send('POST', `/v1/persons/${key}/identity`, {}, 'adviser-0751')).body.code).toBe(
      'purpose-missing',
    );
  });

  test('is answered 60 times an hour per adviser, even if all ask at once, then 429 until the hour has passed', async () => {
    await story.at('2026-06-15T12:00:00Z');
    const answers = await Promise.all(Array.from({ length: 70 }, () => identity(key)));
    const statuses = answers.map(({ status }) => status).sort();
    expect([
      statuses.filter((status) => status === 200).length,
      statuses.filter((status) => status === 429).length,
    ]).toEqual([60, 10]);
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(JSON.stringify(refused?.body)).not.toContain(pupil.cpr);
    // The hour of another adviser is separate, and a person it may not see stays unknown to it.
    expect((await identity(key, {}, 'adviser-0461')).status).toBe(404);
    await story.at('2026-06-15T13:00:01Z');
    expect((await identity(key)).status).toBe(200);
  });
});

test('at 25 name and number are gone, and the clock has destroyed the key of the name', async () => {
  const { pool } = story.service.parts;
  const kept = async (): Promise<number> =>
    (
      await pool.query<{ n: number }>(
        'select count(*)::int as n from person_keys.name_keys where wrapped_key is not null and person = $1',
        [key],
      )
    ).rows[0]?.n ?? -1;
  expect(await kept()).toBeGreaterThan(0);
  await story.at('2035-03-09T10:00:00Z');
  expect((await story.ask(pupil, 'status')).name).toBe('Alma Vigga Opdigtet');
  await story.at('2035-03-10T10:00:00Z');
  expect(await kept()).toBe(0);
  const status = await story.ask(pupil, 'status');
  expect(status.notShown).toContain('name');
  expect(JSON.stringify(status)).not.toMatch(/Alma|2010-03-10/);
  expect((await identity(key)).status).toBe(403);
  // The name of a person who is too old is accepted and cannot be read.
  await story.report(pupil, 'name-registered', 'cpr', { given: 'Alma', family: 'Gift' });
  expect(await kept()).toBe(0);
});
