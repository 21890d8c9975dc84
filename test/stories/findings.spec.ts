import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v5 as uuidv5 } from 'uuid';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
let ana: Young;
let bo: Young;
const SCHOOL = '990110';

/** Two pupils of one school: the first one's leave ends and never began, the other's enrolment comes twice. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  [ana, bo] = [story.young('2009-01-20', 741), story.young('2009-02-20', 742)];
  await story.at('2025-08-13T09:00:00Z');
  for (const young of [ana, bo]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
  }
  await story.at('2026-02-02T09:00:00Z');
  await story.report(ana, 'leave-ended', SCHOOL, { enrolmentId: 'E-1', lastDay: '2026-01-30' }, { id: 'leave-end' });
  await story.enrols(bo, { startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
});
afterAll(() => story.service.stop());

const mine = async (query = '', client = 'sa-nord') =>
  (await story.service.get(`/v1/me/findings${query}`, client)).body;
const shown = async (client = 'monitor') => {
  const { status, body } = await story.service.get(`/v1/reporters/${SCHOOL}/findings`, client);
  return { status, body };
};
const checks = ({ items }: { items: readonly { check?: string }[] }) => items.map(({ check }) => check).sort();

test('a secretary sees what is odd, in which of her reports, and what to do', async () => {
  const body = await mine(`?reporter=${SCHOOL}`);
  expect([body.open, checks(body)]).toEqual([2, ['enrolment-known', 'leave-not-started']]);
  const leave = body.items.find(({ check }: { check: string }) => check === 'leave-not-started');
  expect(leave).toEqual({
    id: expect.any(String),
    reporter: SCHOOL,
    check: 'leave-not-started',
    since: '2026-02-02',
    system: 'sa-nord',
    report: {
      id: 'leave-end',
      eventId: expect.any(String),
      receipt: expect.any(String),
      type: 'dk.ungestatus.leave-ended.v1',
      enrolmentId: 'E-1',
      occurredOn: '2026-01-30',
    },
  });
  const receipt = await story.service.get(leave.report.receipt, 'sa-nord');
  expect(receipt.body.checked.warnings).toEqual(['leave-not-started']);
  expect(body.causes).toContainEqual({
    check: 'leave-not-started',
    system: 'sa-nord',
    open: 1,
    sinceWeek: '2026-W06',
    example: leave.id,
    title: { da: expect.any(String), en: expect.any(String) },
    remedy: { da: expect.any(String), en: expect.any(String) },
  });
  expect(body.asOf.position).toBeGreaterThan(0);
});

test('the monitor sees that a report is odd, not that somebody is on leave; ids and days stay with the school', async () => {
  const { body } = await shown();
  expect(body).toMatchObject({ reporter: SCHOOL, open: 2 });
  expect(body.items).toEqual([
    { id: expect.any(String), sinceWeek: '2026-W06', system: 'sa-nord', ...known(body.items[0]) },
    { id: expect.any(String), sinceWeek: '2026-W06', system: 'sa-nord', ...known(body.items[1]) },
  ]);
  expect(body.causes.map(({ check, open }: { check?: string; open: number }) => [check, open])).toEqual([
    ['enrolment-known', 1],
    [undefined, 1],
  ]);
  const text = JSON.stringify(body);
  for (const own of ['leave', 'E-1', 'leave-end', '2026-01-30']) expect(text).not.toContain(own);
});

function known({ check }: { check?: string }) {
  expect([undefined, 'enrolment-known']).toContain(check);
  return check === undefined ? {} : { check };
}

test('the id of an item cannot be computed from the ids that a system gives its reports', async () => {
  const [{ id, report }] = (await mine()).items;
  const names = [report.eventId, `leave-not-started ${report.eventId}`, `enrolment-known ${report.eventId}`];
  expect(names.map((name) => uuidv5(name, 'b0b2f8c6-5d2c-4d56-8a1e-7c1f0c9e3a52'))).not.toContain(id);
});

test('an adviser of the own municipality sees the same as the monitor, nobody else sees any', async () => {
  expect((await shown('adviser-0751')).body.items).toEqual((await shown()).body.items);
  for (const client of ['adviser-0461', 'sa-nord', 'sa-syd', 'operator', 'dpo', 'cpr'])
    expect([client, (await shown(client)).status]).toEqual([client, 403]);
});

test('the report that was missing resolves one, a withdrawal the other; nobody has to close them', async () => {
  await story.report(ana, 'leave-started', SCHOOL, { enrolmentId: 'E-1', from: '2026-01-05' });
  expect(checks(await mine())).toEqual(['enrolment-known']);
  const [{ report }] = (await mine()).items;
  await story.report(bo, 'report-withdrawn', SCHOOL, {
    withdraws: { id: report.id },
    reason: neutral('sent-by-mistake'),
  });
  expect(await mine()).toMatchObject({ open: 0, causes: [], items: [] });
  expect((await shown()).body).toMatchObject({ open: 0, causes: [], items: [] });
});

test('an end told far ahead is odd until its day', async () => {
  await story.report(ana, 'education-interrupted', SCHOOL, {
    enrolmentId: 'E-1',
    lastDay: '2026-06-30',
    reason: neutral('wrong-choice'),
  });
  expect(checks(await mine())).toEqual(['end-far-ahead']);
  await story.at('2026-06-30T09:00:00Z');
  expect((await mine()).items).toEqual([]);
});

test('a long list comes in pages, and goes on after an item that was resolved in between', async () => {
  await story.at('2026-07-01T09:00:00Z');
  const many = Array.from({ length: 55 }, (_, index) => {
    const { time: _time, ...event } = story.event(bo, 'enrolment-registered', SCHOOL, enrolment(index), {
      id: `many-${index}`,
    });
    return event;
  });
  await story.service.report('sa-nord', many);
  await story.service.parts.worker?.settle(30_000);
  const first = await story.service.get('/v1/me/findings', 'sa-nord');
  expect(first.body.items).toHaveLength(50);
  await story.report(bo, 'report-withdrawn', SCHOOL, {
    withdraws: { id: first.body.items[49].report.id },
    reason: neutral('sent-by-mistake'),
  });
  const seen = idsOf(first);
  for (let page = first; page.headers.has('link');) {
    page = await story.service.get(/<(.+)>/.exec(page.headers.get('link') ?? '')?.[1] ?? '', 'sa-nord');
    seen.push(...idsOf(page));
  }
  expect(new Set(seen).size).toBe(seen.length);
  const { body } = await story.service.get('/v1/me/findings', 'sa-nord');
  expect([seen.length >= body.open, idsOf({ body }).every((id) => seen.includes(id))]).toEqual([true, true]);
  expect((await story.service.get('/v1/me/findings?after=abc', 'sa-nord')).status).toBe(400);
  expect((await story.service.get(`/v1/me/findings?after=${seen[0]}`, 'sa-syd')).status).toBe(400);
});

const idsOf = ({ body }: { body: any }): string[] => body.items.map(({ id }: { id: string }) => id);

function enrolment(index: number) {
  return {
    enrolmentId: `M-${index}`,
    institution: SCHOOL,
    education: { system: 'cosa', code: '5090' },
    startsOn: '2026-06-30',
    kind: 'vocational',
  };
}
