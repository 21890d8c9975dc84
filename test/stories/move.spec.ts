import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { FOLLOW_UP, neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
// A service per test: its clock only goes forward.
beforeEach(async () => {
  story = new ServiceStory(await startService());
});
afterEach(() => story.service.stop());

/** Lives in a municipality of calendar A; a case known on Tuesday 23 December 2025 is due on Friday 2 January. */
async function leftBeforeChristmas(serial: number): Promise<Young> {
  const young = story.young('2009-05-04', serial);
  await story.at('2025-12-22T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  await story.at('2025-12-23T08:00:00Z');
  await story.leaves(young, '2025-12-19');
  expect((await story.cases(young))[0]).toMatchObject({ state: 'open', calendar: 'A', dueOn: '2026-01-02' });
  return young;
}

const HANDED_OVER = { on: '2025-12-30', from: '0751', to: '0461', remainingWorkdays: 2, dueOn: '2026-01-05' };

test('the case follows the young person with its remaining workdays, counted by the new calendar', async () => {
  const young = await leftBeforeChristmas(301);
  await story.at('2025-12-30T07:00:00Z');
  const move = await story.moves(young, '0461', '2025-12-30');
  expect(await story.cases(young)).toEqual([]);
  const [row] = await story.cases(young, '0461');
  // By calendar A the 31st and the 2nd were left; by B the 31st is closed: the 2nd and Monday the 5th.
  expect(row).toMatchObject({
    state: 'open',
    municipality: '0461',
    calendar: 'B',
    knownOn: '2025-12-23',
    dueOn: '2026-01-05',
    formerMunicipalities: ['0751'],
  });
  expect(row.handovers).toMatchObject([{ ...HANDED_OVER, cause: move.eventId }]);
  expect((await story.receipt(move, 'cpr', '?effect=true')).effect).toEqual({ fields: [] });
});

test('after a move the new municipality sees everything, the old one loses the live row and the person', async () => {
  const young = await leftBeforeChristmas(302);
  const key = await story.key(young);
  await story.at('2025-12-30T07:00:00Z');
  await story.moves(young, '0461', '2025-12-30');
  expect((await story.service.get(`/v1/persons/${key}/status`, 'adviser-0751', FOLLOW_UP)).status).toBe(404);
  expect(await story.ask(young, 'status', '0461')).toMatchObject({ status: 'interrupted', municipality: '0461' });
  expect(await story.ask(young, 'status?validOn=2025-12-29', '0461')).toMatchObject({ municipality: '0751' });
});

test('a move reported ahead hands the case over on its own day, with no report on that day', async () => {
  const young = await leftBeforeChristmas(303);
  const move = await story.moves(young, '0461', '2025-12-30');
  expect((await story.cases(young))[0]).toMatchObject({ municipality: '0751', handovers: [] });
  await story.at('2025-12-30T06:00:00Z');
  expect(await story.cases(young)).toEqual([]);
  expect((await story.cases(young, '0461'))[0].handovers).toMatchObject([{ ...HANDED_OVER, cause: move.eventId }]);
});

test('after a move the new municipality closes the case in time, and the old one has no breach', async () => {
  const young = await leftBeforeChristmas(304);
  await story.at('2025-12-30T07:00:00Z');
  await story.moves(young, '0461', '2025-12-30');
  await story.at('2026-01-05T14:00:00Z');
  await story.report(young, 'contact-made', 'municipality-0461', {
    on: '2026-01-05',
    channel: neutral('in-person'),
    guardianInvolved: false,
  });
  expect((await story.cases(young, '0461'))[0]).toMatchObject({
    state: 'closed',
    inTime: true,
    closedOn: '2026-01-05',
  });
  await story.at('2026-01-09T06:00:00Z');
  expect((await story.cases(young, '0461'))[0]).toMatchObject({ state: 'closed' });
  const { rows } = await story.service.parts.pool.query('select 1 from log.events where type = $1 and stream = $2', [
    'follow-up-breached.v1',
    await story.key(young),
  ]);
  expect(rows).toEqual([]);
});
