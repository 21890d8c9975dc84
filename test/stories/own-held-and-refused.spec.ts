import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory, type Young } from './service-story.ts';

let story: ServiceStory;
let cleo: Young;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  cleo = story.young('2008-03-20', 731);
  await story.at('2026-01-05T08:00:00Z');
  await story.lives(cleo, '0751');
});
afterAll(() => story.service.stop());

const mine = async (path: string, client = 'sa-nord') => (await story.service.get(`/v1/me${path}`, client)).body;
const leaving = (enrolmentId: string) => ({ enrolmentId, lastDay: '2026-01-05', reason: neutral('wrong-choice') });

test('a secretary sees what waits, for what, until when and what to do, in the words of the receipt', async () => {
  const item = await story.report(cleo, 'education-interrupted', '990110', leaving('E-1'), { id: 'fjord-2026-3' });
  expect(item.outcome).toBe('held');
  const { items } = await mine('/held');
  const receipt = await story.receipt(item, 'sa-nord');
  expect(items).toEqual([
    {
      id: 'fjord-2026-3',
      reporter: '990110',
      type: 'dk.ungestatus.education-interrupted.v1',
      enrolmentId: 'E-1',
      occurredOn: '2026-01-05',
      receivedAt: receipt.received.at,
      eventId: item.eventId,
      receipt: item.receipt,
      held: receipt.held,
    },
  ]);
  expect(items[0].held).toMatchObject({
    code: 'own-enrolment',
    until: '2026-02-04',
    remedy: { da: expect.any(String) },
  });
  expect((await mine('/held?reporter=990111')).items).toEqual([]);
  expect((await mine('/held', 'sa-syd')).items).toEqual([]);
});

test('what she withdraws, and what takes effect when the enrolment comes, leaves the list', async () => {
  const wrong = await story.report(cleo, 'education-interrupted', '990110', leaving('E-77'), { id: 'fjord-2026-4' });
  expect(wrong.outcome).toBe('held');
  expect((await mine('/held')).items.map(({ id }: { id: string }) => id)).toEqual(['fjord-2026-4', 'fjord-2026-3']);
  await story.report(cleo, 'report-withdrawn', '990110', {
    withdraws: { id: 'fjord-2026-4' },
    reason: neutral('sent-by-mistake'),
  });
  expect((await mine('/held')).items.map(({ id }: { id: string }) => id)).toEqual(['fjord-2026-3']);
  await story.enrols(cleo, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-26' });
  expect(await mine('/held')).toEqual({ items: [] });
});

test('she sees what was refused, by her own id and with what to correct; a refused number is nowhere', async () => {
  const { reason: _, ...without } = leaving('E-1');
  await story.send(cleo, 'education-interrupted', '990110', without, { id: 'fjord-2026-5' });
  await story.send(cleo, 'education-interrupted', '990110', leaving('E-1'), { id: cleo.cpr });
  const body = await mine('/refused?reporter=990110');
  expect(body).toMatchObject({
    since: '2025-10-07',
    items: [
      { id: null, reporter: '990110', errors: [{ pointer: '/id' }], next: 'fix' },
      { id: 'fjord-2026-5', reporter: '990110', errors: [{ pointer: '/data/reason', code: 'required' }], next: 'fix' },
    ],
  });
  expect(JSON.stringify(body)).not.toContain(cleo.cpr);
  const { status, body: receipt } = await story.service.get(body.items[1].receipt, 'sa-nord');
  expect([status, receipt.items[0].errors]).toEqual([200, body.items[1].errors]);
});

test("a report in another's name is refused to its sender alone, and is nobody's refusal", async () => {
  const foreign = { ...story.event(cleo, 'education-interrupted', '990110', leaving('E-1')) };
  await story.service.report('sa-syd', { ...foreign, id: 'syd-1', source: '/systems/sa-syd/reporters/990110' });
  const { items } = await mine('/refused', 'sa-syd');
  expect(items).toMatchObject([{ id: 'syd-1', errors: [{ code: 'reporter-not-yours' }] }]);
  expect(items[0]).not.toHaveProperty('reporter');
  expect(JSON.stringify(await mine('/refused'))).not.toContain('syd-1');
});

test('pages go on where the last one ended; a cursor of another list is refused', async () => {
  const { reason: _, ...without } = leaving('E-1');
  const many = Array.from({ length: 60 }, (_one, index) =>
    story.event(cleo, 'education-interrupted', '990110', without, { id: `fjord-many-${index}` }),
  );
  await story.service.report('sa-nord', many);
  const seen: string[] = [];
  let path = '/v1/me/refused?reporter=990110';
  for (let pages = 0; path !== ''; pages += 1) {
    expect(pages).toBeLessThan(3);
    const { body, headers } = await story.service.get(path, 'sa-nord');
    seen.push(...body.items.map(({ id }: { id: string | null }) => String(id)));
    path = /<(.+)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
  }
  expect(seen).toEqual([...many.map(({ id }) => id), 'null', 'fjord-2026-5']);
  const cursor = (await mine('/refused')).next;
  expect(cursor).toMatch(/_49$/);
  for (const [query, client] of [
    [`refused?after=${cursor}`, 'sa-syd'],
    ['refused?after=abc', 'sa-nord'],
    ['held?after=5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f', 'sa-nord'],
  ] as const) {
    const { status, body } = await story.service.get(`/v1/me/${query}`, client);
    expect([query, status, body.errors?.[0]?.code]).toEqual([query, 400, 'cursor']);
  }
});

test('a long list of what waits comes in pages', async () => {
  const dora = story.young('2008-04-20', 732);
  await story.lives(dora, '0751');
  const many = Array.from({ length: 55 }, (_one, index) =>
    story.event(dora, 'education-interrupted', '990110', leaving(`D-${index}`), { id: `fjord-waits-${index}` }),
  );
  await story.service.report('sa-nord', many);
  const { body, headers } = await story.service.get('/v1/me/held?reporter=990110', 'sa-nord');
  const rest = await story.service.get(/<(.+)>/.exec(headers.get('link') ?? '')?.[1] ?? '', 'sa-nord');
  const ids = [...body.items, ...rest.body.items].map(({ id }: { id: string }) => id);
  expect([body.items.length, rest.headers.get('link'), ids]).toEqual([50, null, many.map(({ id }) => id).reverse()]);
});

test('after 90 days a refusal leaves the list; its receipt stays', async () => {
  const [{ receipt }] = (await mine('/refused')).items;
  await story.at('2026-04-06T08:00:00Z');
  expect(await mine('/refused')).toEqual({ since: '2026-01-06', items: [] });
  expect((await story.service.get(receipt, 'sa-nord')).status).toBe(200);
});
