import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory } from '../stories/service-story.ts';

let story: ServiceStory;
const young = { birthDate: '2009-11-20', cpr: '' };
const grown = { birthDate: '2000-03-02', cpr: '' };
const contact = (on: string) => ({ on, channel: neutral('phone'), guardianInvolved: false });

beforeAll(async () => {
  story = new ServiceStory(await startService());
  Object.assign(young, story.young(young.birthDate, 811));
  Object.assign(grown, story.young(grown.birthDate, 812));
  await story.at('2026-06-01T08:00:00Z');
  for (const one of [young, grown]) {
    await story.lives(one, '0751');
    await story.enrols(one, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
  }
});
afterAll(() => story.service.stop());

async function rows(): Promise<{ client: string; purpose: string; question: string; fields: string[] }[]> {
  return (
    await story.service.parts.pool.query(
      `select client, purpose, question, fields from read_log.reads where question = 'receipt-effect' order by id`,
    )
  ).rows;
}

test('the plain receipt is no look: no effect, no municipality, no place in the stream, no row', async () => {
  const item = await story.report(young, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-06-01',
    assessor: 'A',
  });
  await story.ask(young, 'status');
  const receipt = await story.receipt(item, 'sa-nord');
  expect(Object.keys(receipt).sort()).toEqual([
    'checked',
    'corrections',
    'id',
    'kind',
    'outcome',
    'receiptId',
    'received',
    'source',
    'stillHeld',
    'stored',
    'type',
    'visible',
  ]);
  expect(Object.keys(receipt.stored)).toEqual(['at', 'eventId', 'position', 'contentHash']);
  expect(Object.keys(receipt.visible)).toEqual(['at']);
  expect(await rows()).toEqual([]);
});

test('a school system without a relation that asks for the effect sees none, and the question is in the read log', async () => {
  const data = {
    role: 'institution',
    name: 'Ida',
    phone: '+45 00 00 00 01',
    organisation: 'Skolen',
    from: '2026-06-01',
  };
  const item = await story.report(young, 'contact-person-assigned', '990110', data);
  expect((await story.receipt(item, 'sa-nord', '?effect=true')).effect).toEqual({ fields: [] });
  expect(await rows()).toMatchObject([
    { client: 'sa-nord', purpose: 'own-report', question: 'receipt-effect', fields: [] },
  ]);
});

test("the adviser of the residence sees status and case of a person under 25 in the receipt's effect", async () => {
  const item = await story.report(young, 'contact-made', 'municipality-0751', contact('2026-06-01'));
  const { effect } = await story.receipt(item, 'adviser-0751', '?effect=true');
  expect(effect).toEqual({
    fields: ['status', 'reason', 'case'],
    on: '2026-06-01',
    status: { before: { status: 'enrolled-at-risk' }, after: { status: 'enrolled-at-risk' }, changed: false },
    cases: [],
  });
  expect((await rows()).at(-1)).toMatchObject({
    client: 'adviser-0751',
    purpose: 'own-report',
    fields: ['status', 'reason', 'case'],
  });
});

test("the receipt of an adviser's own report shows neither the risk of a 26-year-old nor cases", async () => {
  await story.report(grown, 'dropout-risk-reported', '990110', {
    enrolmentId: 'E-1',
    assessedOn: '2026-06-01',
    assessor: 'A',
  });
  const item = await story.report(grown, 'contact-made', 'municipality-0751', contact('2026-06-01'));
  const { effect } = await story.receipt(item, 'adviser-0751', '?effect=true');
  expect(effect.status).toEqual({ before: { status: 'enrolled' }, after: { status: 'enrolled' }, changed: false });
  expect(effect).not.toHaveProperty('cases');
  expect(JSON.stringify(effect)).not.toContain('risk');
});

test("the receipt of another municipality's held report says what it waits for, until when, what to do", async () => {
  const unknown = story.young('2009-11-21', 813);
  const [foreign, stranger] = [
    await story.report(young, 'contact-made', 'municipality-0461', contact('2026-06-01')),
    await story.report(unknown, 'contact-made', 'municipality-0461', contact('2026-06-01')),
  ];
  expect([foreign.outcome, stranger.outcome]).toEqual(['held', 'held']);
  const [one, other] = [await story.receipt(foreign, 'adviser-0461'), await story.receipt(stranger, 'adviser-0461')];
  expect(one.held).toEqual(other.held);
  expect(one).toMatchObject({ stillHeld: true, held: { code: 'responsibility', until: '2026-07-01' } });
  expect((await story.receipt(foreign, 'adviser-0461', '?effect=true')).effect).toEqual({ fields: [] });
});

test('the parameter effect accepts only true or false', async () => {
  const item = await story.report(young, 'contact-made', 'municipality-0751', contact('2026-06-01'));
  expect((await story.service.get(`${item.receipt}?effect=yes`, 'adviser-0751')).status).toBe(400);
  expect((await story.service.get(`${item.receipt}?effects=true`, 'adviser-0751')).status).toBe(400);
});
