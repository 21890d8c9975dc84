import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rebuild } from '#libs/bitemporal';
import { knowledgeProjections } from '#apps/worker/subscriptions/projections';
import { startService } from '../service/running.ts';
import { ServiceStory, type Young } from '../stories/service-story.ts';
import { leavesLater, livePersons, liveReporters, passed, shown } from './reporters-life.ts';

let story: ServiceStory;
let young: readonly Young[];
let before: Record<string, unknown>;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  young = await livePersons(story);
  before = await shown(story, young);
  await liveReporters(story);
  await passed(story);
});
afterAll(() => story.service.stop());

test('the comparison has something to compare: rows, a case, a late report, counts', () => {
  for (const table of ['education_status.spells', 'follow_up.cases', 'deliveries.late', 'findings.items'])
    expect([table, (before[table] as unknown[]).length > 0]).toEqual([table, true]);
  expect(JSON.stringify(before['adviser-0751 /v1/cohort?municipality=0751'])).toContain('"counts"');
  const refused = Object.entries(before).filter(([, answer]) => Array.isArray(answer) && Number(answer[0]) >= 400);
  expect(refused).toEqual([]);
});

test('facts about reporters change no row, count or answer about persons and deliveries by one', async () => {
  expect(await shown(story, young)).toEqual(before);
});

test('a rebuild passes them over and equals the live tables', async () => {
  for (const projection of knowledgeProjections(story.service.parts.rules)) {
    const { rows } = await story.service.parts.pool.query(`select count(*)::int as count from ${projection.table}`);
    expect(await rebuild(story.service.parts.pool, projection)).toMatchObject({
      projection: projection.name,
      rows: rows[0].count,
      persons: young.length,
      onlyLive: 0,
      onlyRebuilt: 0,
      parked: 0,
    });
  }
});

test('a later report about a person is applied as ever: no reader stands still', async () => {
  await leavesLater(story, young[0] as Young);
  expect(await story.service.parts.worker?.settle(20_000)).toBe(true);
  expect(await story.ask(young[0] as Young, 'status')).toMatchObject({ status: 'interrupted' });
});
