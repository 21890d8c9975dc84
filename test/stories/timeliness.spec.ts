import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory } from './service-story.ts';

let story: ServiceStory;

/** Two schools, the first week of June 2026: one reports the same day, the other four weeks after. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2025-08-13T09:00:00Z');
  const [ana, bo] = [story.young('2009-01-20', 701), story.young('2009-02-20', 702)];
  for (const young of [ana, bo]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
  }
  await story.at('2026-06-01T08:00:00Z');
  await story.leaves(ana, '2026-06-01');
  await story.at('2026-06-29T08:00:00Z');
  await story.leaves(bo, '2026-06-01', { time: '2026-06-02T08:00:00Z' });
});
afterAll(() => story.service.stop());

const timeliness = async (query: string, client = 'monitor') => {
  const { status, body } = await story.service.get(`/v1/reporters/timeliness?${query}`, client);
  return { status, body };
};

test('the monitor sees which school reports late, and whose the delay is', async () => {
  const { body } = await timeliness('from=2026-W23&to=2026-W27');
  expect(body.rows).toEqual([
    {
      name: '990110',
      title: expect.any(String),
      reports: 2,
      history: 0,
      corrections: 0,
      withdrawals: 0,
      correctionShare: 0,
      refused: { reports: 0, share: 0 },
      missing: 0,
      figures: {
        onTime: 1,
        share: 0.5,
        took: { median: 0, p90: 19 },
        classes: { sameDay: 1, one: 0, twoToThree: 0, fourToFive: 0, sixToFourteen: 0, fifteenToThirty: 1, more: 0 },
        toRegister: { median: 0, p90: 1 },
        toReceive: { median: 0, p90: 19 },
      },
    },
  ]);
  expect(body).toMatchObject({ from: '2026-W23', to: '2026-W27', by: 'institution', ruleVersion: expect.any(String) });
});

test('week by week, by system, by municipality and by type of institution; a type of event from 5 reports on', async () => {
  const named = async (by: string) => {
    const { body } = await timeliness(`from=2026-W23&to=2026-W27&by=${by}`);
    return body.rows.map(({ name, reports, figures }: { name: string; reports: number; figures?: object }) => [
      name,
      reports,
      figures !== undefined,
    ]);
  };
  expect(await named('week')).toEqual([
    ['2026-W23', 1, true],
    ['2026-W27', 1, true],
  ]);
  expect(await named('system')).toEqual([['sa-nord', 2, true]]);
  expect(await named('municipality')).toEqual([['0751', 2, true]]);
  // No type has five reports in the year before: two interruptions must not be told from one.
  expect((await timeliness('to=2026-W27&by=type')).body).toMatchObject({ from: '2025-W28', rows: [] });
});

test('an adviser sees the institutions of the own municipality, nobody else sees any', async () => {
  expect((await timeliness('municipality=0751&from=2026-W23&to=2026-W27', 'adviser-0751')).body.rows).toHaveLength(1);
  for (const [query, client] of [
    ['municipality=0461', 'adviser-0751'],
    ['', 'adviser-0751'],
    ['', 'sa-nord'],
    ['', 'operator'],
  ] as const)
    expect((await timeliness(query, client)).status).toBe(403);
});

test('one reporter is asked for by its number, week by week; an adviser only in the own municipality', async () => {
  const weeks = async (reporter: string, client = 'monitor') =>
    timeliness(`from=2026-W23&to=2026-W27&by=week&reporter=${reporter}`, client);
  expect((await weeks('990110')).body.rows.map(({ name }: { name: string }) => name)).toEqual(['2026-W23', '2026-W27']);
  expect((await weeks('990210')).body.rows).toEqual([]);
  expect((await weeks('990110', 'adviser-0751')).status).toBe(200);
  expect((await weeks('990120', 'adviser-0751')).status).toBe(403);
  expect((await weeks('990110&municipality=0461', 'adviser-0461')).body.rows).toEqual([]);
  expect((await weeks('99')).status).toBe(400);
});

test('a wrong week, group or order of weeks is refused with the remedy', async () => {
  for (const query of ['from=2026-W54', 'by=school', 'from=2026-W27&to=2026-W23']) {
    const { status, body } = await timeliness(query);
    expect([status, body.code, body.errors.length]).toEqual([400, 'invalid-parameter', 1]);
  }
});

test('the list behind the figure names week and workdays of each late report, and nothing of the person', async () => {
  const late = (client: string, reporter = '990110', query = '') =>
    story.service.get(`/v1/reporters/${reporter}/late${query}`, client);
  const { body } = await late('monitor');
  expect(body).toEqual({
    reporter: '990110',
    items: [{ id: expect.any(String), dueWeek: '2026-W23', workdaysLate: 18, system: 'sa-nord' }],
  });
  expect((await late('adviser-0751')).body).toEqual(body);
  expect((await late('monitor', '990999')).body).toEqual({ reporter: '990999', items: [] });
  for (const client of ['adviser-0461', 'sa-nord', 'operator', 'cpr']) expect((await late(client)).status).toBe(403);
  const after = (item: string) => late('monitor', '990110', `?after=${item}`);
  expect((await after(body.items[0].id)).body.items).toEqual([]);
  expect((await after('abc')).status).toBe(400);
  expect((await after('5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f')).status).toBe(400);
});
