import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EMPTY_STREAM } from '#libs/event-store';
import { EDUCATION_STATUSES } from '#projections/education-status/education-status.evolve';
import { newEvent } from '../given/new-event.ts';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from '../stories/service-story.ts';

const PUPILS = 8;
let story: ServiceStory;
let pupils: Young[];
let grown: Young;

/** Eight pupils and a 26-year-old of municipality 0751, all at one school; reported in the week of 1 June 2026. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  pupils = Array.from({ length: PUPILS }, (_, serial) => story.young('2009-03-03', serial));
  grown = story.young('2000-01-02', 1);
  await story.at('2026-06-01T08:00:00Z');
  for (const young of [...pupils, grown]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  }
  await story.at('2026-06-09T08:00:00Z');
}, 60_000);
afterAll(() => story.service.stop());

const asked = async (path: string, caller: string): Promise<any> => {
  const { status, body } = await story.service.get(`/v1/cohort?${path}`, caller);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
};
const ofWeek = (week: string, place = '&municipality=0751') => asked(`week=${week}${place}`, 'monitor');
const ofAdviser = (more = '') => asked(`municipality=0751${more}`, 'adviser-0751');

describe('a closed week of the monitor', () => {
  test('shows every status of the nation and of a municipality within two of the real count', async () => {
    const exact = (await ofAdviser('&validOn=2026-06-07')).counts;
    for (const place of ['', '&municipality=0751']) {
      const { counts, coverage, validOn, final } = await ofWeek('2026-W23', place);
      expect([validOn, final, Object.keys(counts)]).toEqual(['2026-06-07', true, Object.keys(EDUCATION_STATUSES)]);
      for (const [status, count] of Object.entries(counts))
        expect(Math.abs(Number(count) - exact[status])).toBeLessThanOrEqual(2);
      expect(Math.abs(coverage.persons - PUPILS - 1)).toBeLessThanOrEqual(2);
      expect(coverage.unknown).toBe(counts.unknown);
    }
  });

  test('is the same for the nation and for the municipality that has all of its persons', async () => {
    const [nation, municipality] = [await ofWeek('2026-W23', ''), await ofWeek('2026-W23')];
    expect(nation.counts.enrolled).toBe(municipality.counts.enrolled);
    expect(nation.coverage.persons).toBe(municipality.coverage.persons);
  });

  test('stays as it was when later reports are about its days, and when no remembered count is left', async () => {
    const before = await ofWeek('2026-W23');
    for (const young of pupils.slice(0, 4)) await story.leaves(young, '2026-06-03');
    expect((await ofAdviser('&validOn=2026-06-07')).counts.interrupted).toBe(4);
    expect(await ofWeek('2026-W23')).toEqual(before);
    await story.service.parts.pool.query('delete from education_status.remembered_cohorts');
    await story.at('2026-06-16T08:00:00Z');
    expect(await ofWeek('2026-W23')).toEqual(before);
    const later = await ofWeek('2026-W24');
    expect(Math.abs(later.counts.interrupted - 4)).toBeLessThanOrEqual(2);
  });

  test('is not answered while another transaction is storing its beginning, and then uses that beginning', async () => {
    const { pool, store, clock } = story.service.parts;
    await story.at('2026-06-21T21:59:00Z');
    const stream = await story.key(pupils[7] ?? grown);
    const head = await store.readHead(stream);
    let letGo = (): void => undefined;
    const held = new Promise<void>((done) => (letGo = done));
    let begun = (): void => undefined;
    const storing = new Promise<void>((done) => (begun = done));
    const interruption = { enrolmentId: 'E-1', lastDay: '2026-06-20', reason: neutral('wrong-choice') };
    const event = {
      ...newEvent(stream, (head ?? EMPTY_STREAM).version + 1),
      type: 'education-interrupted.v1',
      data: interruption,
      reporter: '990110',
      recordedAt: clock.now().toISOString(),
    };
    const append = store.append([event], new Map([[stream, head]]), async () => {
      begun();
      await held;
    });
    await storing;
    clock.set(new Date('2026-06-22T08:00:00Z')).catch(() => undefined);
    expect(await story.service.get('/v1/cohort?week=2026-W25', 'monitor')).toMatchObject({
      status: 503,
      body: { code: 'too-busy' },
    });
    letGo();
    const [position] = await append;
    const table = await ofWeek('2026-W25');
    expect(table.knownAt.position).toBe(position);
    await pool.query('delete from education_status.remembered_cohorts');
    expect(await ofWeek('2026-W25')).toEqual(table);
  }, 60_000);
});

describe("an adviser's cohort", () => {
  test('counts a 26-year-old at risk as enrolled, before and after the risk report', async () => {
    const before = await ofAdviser();
    await story.report(grown, 'dropout-risk-reported', '990110', {
      enrolmentId: 'E-1',
      assessedOn: '2026-06-20',
      level: 'red',
      assessor: 'Bo Vejleder',
    });
    const after = await ofAdviser();
    expect([after.counts, after.coverage, after.notShown]).toEqual([before.counts, before.coverage, 0]);
    expect(after.counts['enrolled-at-risk']).toBe(0);
    await story.report(pupils[6] ?? grown, 'dropout-risk-reported', '990110', {
      enrolmentId: 'E-1',
      assessedOn: '2026-06-20',
      level: 'red',
      assessor: 'Bo Vejleder',
    });
    expect((await ofAdviser()).counts['enrolled-at-risk']).toBe(1);
  });
});

describe("a system's own cohort", () => {
  const own = (institution = '990110') => asked(`institution=${institution}`, 'sa-nord');

  test('does not change by reports of others: birth date, residence, another school', async () => {
    const before = await own();
    expect(before.coverage.persons).toBe(PUPILS + 1);
    const [young = grown] = pupils.slice(5);
    await story.report(young, 'person-registered', 'cpr', { birthDate: '2002-03-03' });
    await story.moves(young, '0461', '2026-06-01');
    await story.enrols(young, { startsOn: '2026-06-15', expectedEndsOn: '2029-06-30', enrolmentId: 'S-1' }, '990120');
    const stranger = story.young('2008-05-05', 77);
    await story.lives(stranger, '0751');
    await story.enrols(stranger, { startsOn: '2025-08-11' }, '990120');
    const after = await own();
    expect([after.counts, after.coverage]).toEqual([before.counts, before.coverage]);
  });

  test('is exact from one person on, for the institution with its departments and for a department alone', async () => {
    const alone = story.young('2008-06-06', 78);
    await story.enrols(alone, { startsOn: '2025-08-11', institution: '990111', enrolmentId: 'D-1' });
    expect(await own('990111')).toMatchObject({ counts: { enrolled: 1 } });
    expect((await own()).coverage.persons).toBe(PUPILS + 2);
    expect((await story.service.get('/v1/cohort?institution=990111', 'sa-syd')).status).toBe(403);
  });
});
