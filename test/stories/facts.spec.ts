import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-08-20T08:00:00Z');
});
afterAll(() => story.service.stop());

const EDUCATION = { system: 'cosa', code: '1952' };
const course = (data: object): object => ({ institution: '990110', education: EDUCATION, kind: 'vocational', ...data });
const send = (young: Young, type: string, data: object) => story.send(young, type, '990110', data);
const statusOn = async (young: Young, day: string): Promise<string> =>
  (await story.ask(young, `status?validOn=${day}`)).status;
const codesOf = (body: { errors?: { code: string; pointer: string }[] }): string[] =>
  (body.errors ?? []).map(({ code, pointer }) => `${code} ${pointer}`);

async function resident(birthDate: string, serial: number): Promise<Young> {
  const young = story.young(birthDate, serial);
  await story.lives(young, '0751');
  return young;
}

test('class 9 may end before the 15th birthday; upper secondary is accepted before it and shown on it', async () => {
  const young = await resident('2011-09-20', 871);
  const class9 = await send(
    young,
    'enrolment-registered',
    course({ enrolmentId: '9A', startsOn: '2016-08-10', expectedEndsOn: '2026-06-26', kind: 'compulsory' }),
  );
  expect([class9.status, codesOf(class9.body)]).toEqual([422, ['over-before-scope /data/expectedEndsOn']]);
  const stx = course({
    enrolmentId: 'STX',
    startsOn: '2026-08-10',
    expectedEndsOn: '2029-06-28',
    kind: 'upper-secondary',
  });
  expect((await send(young, 'enrolment-registered', stx)).status).toBe(202);
  expect(
    (
      await send(young, 'enrolment-changed', {
        enrolmentId: 'STX',
        changedOn: '2026-08-17',
        expectedEndsOn: '2029-06-29',
      })
    ).status,
  ).toBe(202);
  expect([await statusOn(young, '2026-09-19'), await statusOn(young, '2026-09-20')]).toEqual([
    'out-of-scope',
    'enrolled',
  ]);
  expect(
    (
      await send(young, 'education-interrupted', {
        enrolmentId: 'STX',
        lastDay: '2026-08-19',
        reason: { system: 'neutral', code: 'other' },
      })
    ).status,
  ).toBe(202);
  expect(await statusOn(young, '2026-09-20')).toBe('interrupted');
});

test('an admission test sent as an enrolment is refused with the right event named', async () => {
  const young = await resident('2009-04-12', 872);
  const { status, body } = await send(
    young,
    'enrolment-registered',
    course({ enrolmentId: 'E', startsOn: '2026-08-10', education: { system: 'cosa', code: '3000' } }),
  );
  expect([status, codesOf(body)]).toEqual([422, ['pseudo-education /data/education']]);
  expect(JSON.stringify(body)).toContain('admission-test-registered');
});

test('an unknown code set is accepted with the nearest known names', async () => {
  const young = await resident('2009-04-12', 873);
  const { warnings } = await story.report(
    young,
    'enrolment-registered',
    '990110',
    course({ enrolmentId: 'E', startsOn: '2026-08-10', education: { system: 'nonsense', code: 'zzz' } }),
  );
  expect(warnings).toMatchObject([
    {
      code: 'unknown-code-system',
      pointer: '/data/education/system',
      allowed: expect.arrayContaining(['cosa', 'dst-udd']),
    },
  ]);
});

test('a kind that the school does not offer is warned about, and a department of another school refused', async () => {
  const young = await resident('2009-04-12', 874);
  const { warnings } = await story.report(
    young,
    'enrolment-registered',
    '990110',
    course({ enrolmentId: 'E', startsOn: '2026-08-10', kind: 'higher' }),
  );
  expect(warnings).toMatchObject([{ code: 'kind-against-institution', pointer: '/data/kind' }]);
  const elsewhere = await send(
    young,
    'enrolment-registered',
    course({ enrolmentId: 'F', startsOn: '2026-08-10', department: '990121' }),
  );
  expect(codesOf(elsewhere.body)).toEqual(['department-elsewhere /data/department']);
});

test('an end reported ahead takes effect by itself on its day', async () => {
  const young = await resident('2009-04-12', 875);
  await story.report(
    young,
    'enrolment-registered',
    '990110',
    course({ enrolmentId: 'E-1', startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' }),
  );
  await story.leaves(young, '2026-09-04');
  expect([await statusOn(young, '2026-09-04'), await statusOn(young, '2026-09-05')]).toEqual([
    'enrolled',
    'interrupted',
  ]);
  expect(await story.cases(young)).toEqual([]);
  await story.at('2026-09-07T08:00:00Z');
  expect(await story.cases(young)).toMatchObject([{ state: 'open' }]);
});
