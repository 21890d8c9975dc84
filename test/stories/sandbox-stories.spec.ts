import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, localDay } from '#libs/calendar';
import { STORIES } from '#apps/sandbox/stories';
import { type RunningService, startService } from '../service/running.ts';
import { weekOf } from '../../libs/calendar/weeks.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService({ stories: true });
});
afterAll(() => service.stop());

const FOLLOW_UP = { 'X-Purpose': 'follow-up' };
const [contacted, moved, forgotten] = STORIES.map((story) => story.key);

test('the three stories leave one case closed in time, one handed over and closed, one breached', async () => {
  const { body } = await service.get('/v1/cases?municipality=0751&state=open,breached,closed', 'adviser-0751');
  const cases = Object.fromEntries(body.cases.map((row: any) => [row.person, row]));
  expect(cases[contacted ?? '']).toMatchObject({
    state: 'closed',
    knownOn: '2026-06-15',
    dueOn: '2026-06-22',
    closedOn: '2026-06-17',
    inTime: true,
  });
  expect(cases[moved ?? '']).toMatchObject({
    state: 'closed',
    municipality: '0751',
    formerMunicipalities: ['0461'],
    handovers: [{ on: '2026-06-11', from: '0461', to: '0751' }],
  });
  expect(cases[forgotten ?? '']).toMatchObject({
    state: 'breached',
    knownOn: '2026-06-01',
    dueOn: '2026-06-08',
    breachedOn: '2026-06-09',
  });
  expect([contacted, moved, forgotten].map((key) => [cases[key ?? ''].name, cases[key ?? ''].birthDate])).toEqual([
    ['Alma Eksempel', '2010-02-14'],
    ['Noah Prøvesen', '2009-09-03'],
    ['Liva Opdigtet', '2009-01-20'],
  ]);
});

test('a late report changes what is known now, never what was known then', async () => {
  const path = `/v1/persons/${forgotten}/status?validOn=2026-05-20`;
  expect((await service.get(`${path}&knownAt=2026-05-25T12:00:00Z`, 'adviser-0751', FOLLOW_UP)).body).toMatchObject({
    status: 'enrolled-at-risk',
  });
  expect((await service.get(path, 'adviser-0751', FOLLOW_UP)).body).toMatchObject({
    status: 'interrupted',
    since: '2026-05-09',
  });
});

test('a fresh sandbox has closed weeks to show: the last one, and one with a person at risk', async () => {
  const today = localDay((await service.get('/v1/sandbox')).body.clock);
  const week = weekOf(addDays(today, -7));
  const { status, body } = await service.get(`/v1/cohort?week=${week}`, 'monitor');
  expect([status, body.week, body.final]).toEqual([200, week, true]);
  // Three persons with a noise of two at most.
  expect(body.coverage.persons).toBeGreaterThanOrEqual(1);
  expect(body.coverage.persons).toBeLessThanOrEqual(STORIES.length + 2);
  const spring = await service.get('/v1/cohort?week=2026-W12&municipality=0751', 'monitor');
  expect(Math.abs(spring.body.counts['enrolled-at-risk'] - 1)).toBeLessThanOrEqual(2);
});
