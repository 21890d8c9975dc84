import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
let ana: Young;
let bo: Young;
let carl: Young;

/** A school year: Ana should finish in June, Bo is on leave until April, Carl's end is told ahead. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  [ana, bo, carl] = [story.young('2008-01-20', 701), story.young('2008-02-20', 702), story.young('2008-03-20', 703)];
  await story.at('2025-08-13T09:00:00Z');
  await story.enrols(ana, {
    enrolmentId: 'ANA-1',
    startsOn: '2025-08-13',
    expectedEndsOn: '2026-06-26',
    department: '990111',
  });
  await story.enrols(bo, { enrolmentId: 'BO-1', startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
  await story.enrols(carl, { enrolmentId: 'CARL-1', startsOn: '2025-08-13', expectedEndsOn: '2026-06-26' });
  await story.at('2026-03-02T09:00:00Z');
  await story.report(bo, 'leave-started', '990110', {
    enrolmentId: 'BO-1',
    from: '2026-03-02',
    expectedUntil: '2026-04-30',
  });
});
afterAll(() => story.service.stop());

const own = async (query = '', client = 'sa-nord') => (await story.service.get(`/v1/me/missing${query}`, client)).body;
const seen = async (client: string, query = '') => story.service.get(`/v1/reporters/990110/missing${query}`, client);

test('the secretary sees a leave whose end was not reported from the sixth workday on, and what removes it', async () => {
  await story.at('2026-05-07T20:00:00Z');
  expect((await own()).items).toEqual([]);
  await story.at('2026-05-08T07:00:00Z');
  const { items, counts, asOf, ruleVersion } = await own('?reporter=990110');
  expect(items).toEqual([
    {
      id: expect.any(String),
      reporter: '990110',
      check: 'leave-end',
      reason: 'expected-return-passed',
      enrolmentId: 'BO-1',
      dueOn: '2026-05-07',
      workdaysLate: 1,
      eventId: expect.any(String),
    },
  ]);
  expect(counts).toMatchObject([
    { check: 'leave-end', items: 1, oldestDueOn: '2026-05-07', why: { da: 'Orlovens forventede slut er passeret.' } },
  ]);
  expect(counts[0].removedBy).toContain('dk.ungestatus.leave-ended.v1');
  expect([typeof asOf.position, typeof ruleVersion]).toEqual(['number', 'string']);
});

test('the monitor sees the same item by week and workdays, with nothing of the person in it', async () => {
  const [{ id }] = (await own()).items;
  const { body } = await seen('monitor');
  expect(body).toEqual({
    reporter: '990110',
    counts: [{ kind: 'report', items: 1, oldestDueWeek: '2026-W19' }],
    items: [{ id, kind: 'report', dueWeek: '2026-W19', workdaysLate: 1 }],
    asOf: expect.any(Object),
    ruleVersion: expect.any(String),
  });
  expect((await seen('adviser-0751')).body).toEqual({ ...body, asOf: expect.any(Object) });
});

test('the item is gone when the leave is ended, and a held report whose time ran out comes instead', async () => {
  const lost = { enrolmentId: 'ANA-2', lastDay: '2026-05-06', reason: neutral('wrong-choice') };
  await story.report(ana, 'education-interrupted', '990110', lost, { id: 'lost' });
  await story.report(bo, 'leave-ended', '990110', { enrolmentId: 'BO-1', lastDay: '2026-05-07' });
  expect((await own()).items).toEqual([]);
  await story.at('2026-06-08T07:00:00Z');
  const { items, counts } = await own();
  expect(items).toMatchObject([
    { check: 'held-report', reason: 'own-enrolment', enrolmentId: 'ANA-2', dueOn: '2026-06-07' },
  ]);
  expect(counts[0].remedy.da).toContain('enrolment-registered');
  expect((await seen('monitor')).body.items).toMatchObject([{ kind: 'held-report', dueWeek: '2026-W23' }]);
  await story.report(ana, 'report-withdrawn', '990110', {
    withdraws: { id: 'lost' },
    reason: neutral('sent-by-mistake'),
  });
  expect((await own()).items).toEqual([]);
});

test('an end told ahead is never missing; one that nobody reports is, until it comes, and again when that is withdrawn', async () => {
  const ahead = { enrolmentId: 'CARL-1', completedOn: '2026-06-26', extent: 'whole' };
  await story.report(carl, 'education-completed', '990110', ahead);
  await story.at('2026-07-03T20:00:00Z');
  expect((await own()).items).toEqual([]);
  await story.at('2026-07-06T07:00:00Z');
  const { items } = await own();
  expect(items).toMatchObject([
    {
      check: 'course-end',
      reason: 'expected-end-passed',
      enrolmentId: 'ANA-1',
      department: '990111',
      dueOn: '2026-07-03',
    },
  ]);
  await story.report(ana, 'education-completed', '990110', { ...ahead, enrolmentId: 'ANA-1' }, { id: 'done' });
  expect((await own()).items).toEqual([]);
  await story.report(ana, 'report-withdrawn', '990110', {
    withdraws: { id: 'done' },
    reason: neutral('sent-by-mistake'),
  });
  expect((await own()).items).toEqual(items);
});

test('nobody else sees either list, and a list of others is refused', async () => {
  for (const client of ['adviser-0461', 'sa-nord', 'sa-syd', 'operator', 'dpo', 'cpr', 'company-99000001'])
    expect([client, (await seen(client)).status]).toEqual([client, 403]);
  for (const client of ['monitor', 'operator', 'dpo'])
    expect([client, (await story.service.get('/v1/me/missing', client)).status]).toEqual([client, 403]);
  expect((await own('', 'sa-syd')).items).toEqual([]);
  expect((await story.service.get('/v1/me/missing?reporter=990110', 'sa-syd')).status).toBe(404);
  expect((await story.service.get('/v1/me/missing?reporter=990120', 'sa-nord')).status).toBe(404);
});

test('a cursor that is no item of the list is refused', async () => {
  const [{ id }] = (await own()).items;
  expect((await own(`?after=${id}`)).items).toEqual([]);
  expect((await seen('monitor', `?after=${id}`)).body.items).toEqual([]);
  for (const after of ['abc', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f'])
    expect((await story.service.get(`/v1/me/missing?after=${after}`, 'sa-nord')).status).toBe(400);
  expect((await story.service.get(`/v1/me/missing?after=${id}`, 'sa-syd')).status).toBe(400);
});

test('in the figures the school has its missing reports also for a week in which nothing came in', async () => {
  const rowsBy = async (by: string, client = 'monitor', more = '') =>
    (await story.service.get(`/v1/reporters/timeliness?from=2026-W25&to=2026-W25&by=${by}${more}`, client)).body.rows;
  expect(await rowsBy('institution')).toEqual([
    {
      name: '990110',
      title: expect.any(String),
      reports: 0,
      history: 0,
      corrections: 0,
      withdrawals: 0,
      refused: { reports: 0, share: 0 },
      missing: 1,
    },
  ]);
  expect(await rowsBy('municipality')).toMatchObject([{ name: '0751', reports: 0, missing: 1 }]);
  expect(await rowsBy('municipality', 'adviser-0751', '&municipality=0751')).toHaveLength(1);
  expect(await rowsBy('municipality', 'adviser-0461', '&municipality=0461')).toEqual([]);
  expect(await rowsBy('institution-type')).toMatchObject([{ missing: 1 }]);
  expect(await rowsBy('system')).toEqual([]);
});
