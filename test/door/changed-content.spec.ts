import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ServiceStory, type Young } from '../stories/service-story.ts';
import { startService } from '../service/running.ts';

let story: ServiceStory;
let serial = 0;
let young: Young;
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-01-05T08:00:00Z');
});
afterAll(() => story.service.stop());
beforeEach(() => {
  serial += 1;
  young = story.young('2008-09-01', serial);
});

const ENROLMENT = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  expectedEndsOn: '2028-06-30',
  kind: 'vocational',
};
const CONTACT = {
  role: 'kui',
  name: 'Ida Eksempel',
  phone: '+45 00 00 00 01',
  email: 'ida@example.dk',
  organisation: 'Vejledningen',
  from: '2026-01-05',
};

async function logged(): Promise<number> {
  return (
    (await story.service.parts.pool.query<{ count: number }>('select count(*)::int as count from log.events')).rows[0]
      ?.count ?? -1
  );
}

interface Change {
  readonly says: string;
  readonly data: object;
  readonly pointers: readonly string[];
}
const CHANGES: readonly Change[] = [
  { says: 'a day', data: { ...ENROLMENT, expectedEndsOn: '2029-06-30' }, pointers: ['/data/expectedEndsOn'] },
  { says: 'a field left out', data: { ...ENROLMENT, expectedEndsOn: undefined }, pointers: ['/data/expectedEndsOn'] },
  { says: 'a field more', data: { ...ENROLMENT, track: 'eux' }, pointers: ['/data/track'] },
  {
    says: 'a code inside a code',
    data: { ...ENROLMENT, education: { system: 'cosa', code: '1930' } },
    pointers: ['/data/education/code'],
  },
  {
    says: 'two fields',
    data: { ...ENROLMENT, startsOn: '2025-08-12', kind: 'other' },
    pointers: ['/data/startsOn', '/data/kind'],
  },
];

test.each(CHANGES)(
  'the same identity with a changed $says is refused with its field named, and nothing is stored',
  async ({ data, pointers }) => {
    const id = `enrolment-${serial}`;
    const first = await story.report(young, 'enrolment-registered', '990110', ENROLMENT, { id });
    const before = await logged();
    const { status, body, headers } = await story.send(young, 'enrolment-registered', '990110', data, { id });
    expect([status, body.code, headers.get('content-type')]).toEqual([
      409,
      'changed-content',
      expect.stringContaining('application/problem+json'),
    ]);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([...pointers].sort());
    expect(await logged()).toBe(before);
    const again = await story.report(young, 'enrolment-registered', '990110', ENROLMENT, { id });
    expect(again).toMatchObject({
      outcome: 'duplicate',
      eventId: first.eventId,
      receipt: first.receipt,
      position: first.position,
    });
  },
);

test('another time, another person and another type under the same identity are named too', async () => {
  const id = `what-${serial}`;
  await story.report(
    young,
    'dropout-risk-withdrawn',
    '990110',
    { enrolmentId: 'E-1', withdrawnOn: '2026-01-05' },
    { id },
  );
  const pointers = async (about: Young, type: string, data: object, time?: string) => {
    const { status, body } = await story.send(about, type, '990110', data, { id, ...(time ? { time } : {}) });
    return [status, body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()];
  };
  const data = { enrolmentId: 'E-1', withdrawnOn: '2026-01-05' };
  expect(await pointers(young, 'dropout-risk-withdrawn', data, '2026-01-04T08:00:00Z')).toEqual([409, ['/time']]);
  expect(await pointers(story.young('2008-09-02', serial), 'dropout-risk-withdrawn', data)).toEqual([
    409,
    ['/data/person'],
  ]);
  expect(await pointers(young, 'leave-ended', { enrolmentId: 'E-1', lastDay: '2026-01-05' })).toEqual([
    409,
    ['/data/lastDay', '/data/withdrawnOn', '/type'],
  ]);
});

test('changed contact details, which are sealed, are named without the old or the new value', async () => {
  const id = `contact-${serial}`;
  await story.report(young, 'contact-person-assigned', 'municipality-0751', CONTACT, { id });
  const before = await logged();
  const changed = { ...CONTACT, name: 'Per Anderledes', phone: '+45 00 00 00 02' };
  const answer = await story.send(young, 'contact-person-assigned', 'municipality-0751', changed, { id });
  expect([answer.status, answer.body.errors]).toMatchObject([
    409,
    [
      { pointer: '/data/name', code: 'changed-content' },
      { pointer: '/data/phone', code: 'changed-content' },
    ],
  ]);
  const receipt = await story.service.get(answer.headers.get('location') ?? '', 'adviser-0751');
  expect(receipt).toMatchObject({ status: 200, body: { items: [{ outcome: 'refused', id }] } });
  for (const body of [answer.body, receipt.body])
    expect(JSON.stringify(body)).not.toMatch(/Ida|Per|00 00 00|example\.dk/);
  expect(await logged()).toBe(before);
});

test('a changed report in a batch is refused in its place and the others are accepted', async () => {
  const data = { enrolmentId: 'E-1', withdrawnOn: '2026-01-05' };
  const report = (id: string, given = data) =>
    story.event(young, 'dropout-risk-withdrawn', '990110', given, { id: `${id}-${serial}` });
  const { status, body } = await story.service.report('sa-nord', [
    report('a'),
    report('a', { ...data, withdrawnOn: '2026-01-04' }),
    report('a'),
    report('b'),
  ]);
  expect([status, body.counts]).toEqual([202, { accepted: 0, duplicate: 1, held: 2, refused: 1 }]);
  expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'held',
    'refused',
    'duplicate',
    'held',
  ]);
  expect(body.items[1].errors).toMatchObject([{ pointer: '/data/withdrawnOn', code: 'changed-content' }]);
  expect(body.items[2]).toMatchObject({
    eventId: body.items[0].eventId,
    receipt: body.items[0].receipt,
    position: body.items[0].position,
  });
});

test('what is not content may differ under the same identity: field order, subject, trace, key, offset', async () => {
  const id = `same-${serial}`;
  await story.lives(young, '0751');
  const first = await story.report(young, 'enrolment-registered', '990110', ENROLMENT, { id });
  const event = story.event(young, 'enrolment-registered', '990110', ENROLMENT, { id });
  const turned = { ...event, data: Object.fromEntries(Object.entries(event.data as object).reverse()) };
  const byKey = { ...event, data: { ...ENROLMENT, person: { key: await story.key(young) } } };
  const traced = {
    ...event,
    subject: 'anything',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    datacontenttype: 'application/json',
  };
  const elsewhere = { ...event, time: '2026-01-05T09:00:00+01:00' };
  for (const same of [turned, byKey, traced, elsewhere]) {
    const { status, body } = await story.service.report('sa-nord', same);
    expect([status, body.items]).toMatchObject([
      202,
      [{ outcome: 'duplicate', eventId: first.eventId, receipt: first.receipt }],
    ]);
  }
});

test('the same id under another source is another report', async () => {
  const data = { enrolmentId: 'E-1', withdrawnOn: '2026-01-05' };
  const one = await story.report(young, 'dropout-risk-withdrawn', '990110', data, { id: `shared-${serial}` });
  const other = await story.report(young, 'dropout-risk-withdrawn', '990210', data, { id: `shared-${serial}` });
  expect([one.outcome, other.outcome, one.eventId === other.eventId]).toEqual(['held', 'held', false]);
});
