import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newEvent } from '../given/new-event.ts';
import { startService } from '../service/running.ts';
import { ServiceStory } from './service-story.ts';

let story: ServiceStory;

/** A secretary, the first week of June 2026: one interruption reported the same day, one four weeks after. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2025-08-13T09:00:00Z');
  const [ana, bo] = [story.young('2009-01-20', 711), story.young('2009-02-20', 712)];
  for (const young of [ana, bo]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-13', expectedEndsOn: '2028-06-26' });
  }
  await story.at('2026-06-01T08:00:00Z');
  await story.leaves(ana, '2026-06-01');
  await story.at('2026-06-29T08:00:00Z');
  await story.leaves(bo, '2026-06-01', { id: 'fjord-2026-17', time: '2026-06-02T08:00:00Z' });
});
afterAll(() => story.service.stop());

const mine = async (path: string, client = 'sa-nord') => {
  const { status, body } = await story.service.get(`/v1/me${path}`, client);
  return { status, body };
};

test('her system asks who it is, for whom it speaks, and since when the schools report', async () => {
  const { body } = await mine('');
  expect(body).toMatchObject({ client: 'sa-nord', role: 'source-system', asOf: { position: expect.any(Number) } });
  expect(body.reporters.map(({ reporter }: { reporter: string }) => reporter)).toEqual([
    '990110',
    '990111',
    '990210',
    '990410',
    '990510',
  ]);
  expect(body.reporters[0]).toEqual({
    reporter: '990110',
    title: 'Erhvervsskolen Fjordhavn',
    mode: 'unknown',
    connections: [
      { type: 'dk.ungestatus.education-interrupted.v1', since: '2026-06-01' },
      { type: 'dk.ungestatus.enrolment-registered.v1', since: '2025-08-13' },
    ],
  });
  expect(body.reporters[1].connections).toEqual([]);
});

test('people see their municipality, and that a reader speaks for no reporter', async () => {
  expect((await mine('', 'adviser-0751')).body).toMatchObject({
    role: 'adviser',
    municipality: '0751',
    reporters: [{ reporter: 'municipality-0751', connections: [] }],
  });
  expect((await mine('', 'monitor')).body).toMatchObject({ client: 'monitor', role: 'monitor', reporters: [] });
});

test('which report came late is named by her own ids, with the receipt and how late', async () => {
  const { body } = await mine('/late?reporter=990110');
  const late = {
    reporter: '990110',
    id: expect.any(String),
    dueWeek: '2026-W23',
    workdaysLate: 18,
    system: 'sa-nord',
    report: {
      id: 'fjord-2026-17',
      eventId: expect.any(String),
      receipt: expect.stringMatching(/^\/v1\/receipts\//),
      type: 'dk.ungestatus.education-interrupted.v1',
      enrolmentId: 'E-1',
      occurredOn: '2026-06-01',
      dueOn: '2026-06-03',
      receivedOn: '2026-06-29',
    },
  };
  expect(body).toEqual({
    items: [late],
    asOf: { position: expect.any(Number), time: expect.any(String) },
    ruleVersion: expect.any(String),
  });
  expect((await story.service.get(body.items[0].report.receipt, 'sa-nord')).body).toMatchObject({
    id: 'fjord-2026-17',
    stillHeld: false,
  });
  // The same item as the monitor's, which shows neither day nor id of the report.
  const seen = await story.service.get('/v1/reporters/990110/late', 'monitor');
  expect(seen.body.items[0].id).toBe(body.items[0].id);
  expect((await mine(`/late?after=${body.items[0].id}`)).body.items).toEqual([]);
});

test('her figures stand beside the span before; of one school there are no peers to show', async () => {
  const { body } = await mine('/timeliness?from=2026-W25&to=2026-W27');
  expect(body).toMatchObject({ by: 'reporter', before: { from: '2026-W22', to: '2026-W24' } });
  expect(body.rows).toMatchObject([
    { name: '990110', reports: 1, figures: { share: 0 }, before: { reports: 1, figures: { share: 1 } } },
  ]);
  expect(body.rows[0]).not.toHaveProperty('peers');
  expect((await mine('/timeliness?from=2026-W25&to=2026-W27&by=week')).body.rows).toMatchObject([
    { name: '2026-W27', reports: 1 },
  ]);
});

test('a report that another system sent for her school is late without its ids', async () => {
  const { store } = story.service.parts;
  const source = '/systems/sa-elev/reporters/990110';
  const times = { occurredOn: '2026-06-01', registeredAt: '2026-06-01T08:00:00Z', receivedAt: '2026-06-29T09:00:00Z' };
  const report = { type: 'education-interrupted.v1', reporter: '990110', source };
  await store.append([newEvent(randomUUID(), 1, { ...report, ...times })], new Map());
  const { body } = await mine('/late?reporter=990110');
  expect(body.items.map((item: { system: string; report?: object }) => [item.system, 'report' in item])).toEqual(
    expect.arrayContaining([
      ['sa-elev', false],
      ['sa-nord', true],
    ]),
  );
});
