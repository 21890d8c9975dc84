import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
let eva: Young;

/** One interruption on time and one four weeks late, which the school then corrects three times in the same hour. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2025-08-13T09:00:00Z');
  eva = story.young('2009-01-20', 741);
  const finn = story.young('2009-02-20', 742);
  for (const young of [eva, finn]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
  }
  await story.at('2026-06-01T08:00:00Z');
  await story.leaves(eva, '2026-06-01');
  await story.at('2026-06-29T08:00:00Z');
  await story.leaves(finn, '2026-06-01', { id: 'late', time: '2026-06-02T08:00:00Z' });
  for (const lastDay of ['2026-05-29', '2026-05-28', '2026-05-27']) {
    const content = { enrolmentId: 'E-1', lastDay, reason: neutral('wrong-choice') };
    await story.report(finn, 'report-corrected', '990110', { corrects: { id: 'late' }, content });
  }
});
afterAll(() => story.service.stop());

const row = async (query = '', client = 'monitor') => {
  const path = `/v1/reporters/timeliness?from=2026-W23&to=2026-W27${query}`;
  return (await story.service.get(path, client)).body;
};

test('a school that corrects much is no more on time for it: corrections stand apart, with their share', async () => {
  const { rows } = await row();
  expect(rows).toMatchObject([
    { name: '990110', reports: 5, corrections: 3, withdrawals: 0, correctionShare: 0.6, figures: { share: 0.5 } },
  ]);
  expect(rows[0].figures.classes).toMatchObject({ sameDay: 1, fifteenToThirty: 1 });
  const { body } = await story.service.get('/v1/reporters/990110/late', 'monitor');
  expect(body.items).toHaveLength(1);
});

test('refused reports have their share by school, system and week, and by which day they are known', async () => {
  expect((await row()).refusalsFrom).toBeUndefined();
  const wrong = { enrolmentId: 'E-1', lastDay: '2026-06-01' };
  for (const id of ['wrong-1', 'wrong-2', 'wrong-2'])
    await story.send(eva, 'education-interrupted', '990110', wrong, { id });
  await story.send(eva, 'education-interrupted', '990210', wrong, { id: 'wrong-3' });
  const body = await row();
  expect(body.refusalsFrom).toBe('2026-06-29');
  expect(body.rows).toMatchObject([
    { name: '990110', refused: { reports: 3, share: 0.375 } },
    { name: '990210', title: 'Klitborg Gymnasium', reports: 0, refused: { reports: 1, share: 1 } },
  ]);
  expect(body.rows[1]).not.toHaveProperty('figures');
  expect((await row('&by=system')).rows).toMatchObject([{ name: 'sa-nord', refused: { reports: 4, share: 0.444 } }]);
  expect((await row('&by=week')).rows).toMatchObject([
    { name: '2026-W23', refused: { reports: 0 } },
    { name: '2026-W27', refused: { reports: 4 } },
  ]);
  expect((await row('&by=municipality')).rows).toMatchObject([{ name: '0751', refused: { reports: 4 } }]);
});

test('a report that the service could not store is no refusal of the school', async () => {
  const { pool } = story.service.parts;
  const mark = (next: string) => pool.query("update receipts.items set next = $1 where sender_id = 'wrong-3'", [next]);
  await mark('retry');
  expect((await row()).rows).toMatchObject([{ name: '990110' }]);
  await mark('fix');
  expect((await row()).rows).toMatchObject([{ name: '990110' }, { name: '990210', refused: { reports: 1 } }]);
});

test("a system cannot worsen another's school by reports in its name", async () => {
  const before = await row();
  const source = '/systems/sa-syd/reporters/990110';
  const foreign = { ...story.event(eva, 'education-interrupted', '990110', { enrolmentId: 'E-1' }), source };
  await story.service.report('sa-syd', { ...foreign, id: 'syd-1' });
  const posing = { ...foreign, id: 'syd-2', source: '/systems/sa-nord/reporters/990110' };
  await story.service.report('sa-syd', posing);
  expect((await row()).rows).toEqual(before.rows);
});

test('the secretary sees the same of her own school', async () => {
  const { body } = await story.service.get('/v1/me/timeliness?from=2026-W24&to=2026-W27&reporter=990110', 'sa-nord');
  const [mine] = body.rows;
  expect(mine).toMatchObject({ reports: 4, corrections: 3, correctionShare: 0.75, refused: { reports: 3 } });
  expect(mine.before).toMatchObject({ reports: 1, corrections: 0, refused: { reports: 0, share: 0 } });
});
