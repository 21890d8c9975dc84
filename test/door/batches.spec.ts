import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
let serial = 0;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  serial += 1;
});

const TIME = '2026-01-05T08:00:00Z';
const cpr = () => syntheticNumber('2008-12-24', serial);
const school = (type: string, data: object) =>
  cloudEvent(type, { reporter: '990110', cpr: cpr(), time: TIME, data: { ...data } });
const enrolment = () =>
  school('enrolment-registered', {
    enrolmentId: 'E-1',
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  });
const leaving = (lastDay = '2025-12-19') =>
  school('education-interrupted', { enrolmentId: 'E-1', lastDay, reason: { system: 'neutral', code: 'moved' } });

async function stored(): Promise<[number, number]> {
  const { rows } = await service.parts.pool.query<{ events: number; persons: number }>(
    `select (select count(*)::int from log.events) as events,
     (select count(*)::int from person_keys.persons) as persons`,
  );
  return [rows[0]?.events ?? -1, rows[0]?.persons ?? -1];
}

test('a batch is answered with counts first, then each report in the order sent, accepted and refused side by side', async () => {
  const start = enrolment();
  const batch: readonly { readonly id?: string }[] = [
    start,
    leaving('2025-02-30'),
    leaving(),
    start,
    { hello: 'world' } as object,
    school('leave-ended', { enrolmentId: 'E-9', lastDay: '2025-12-01' }),
  ];
  const { status, body } = await service.report('sa-nord', batch);
  expect([status, Object.keys(body)]).toEqual([202, ['receiptId', 'counts', 'items']]);
  expect(body.counts).toEqual({ accepted: 2, duplicate: 1, held: 1, refused: 2 });
  expect(body.items.map(({ id, outcome }: any) => [id, outcome])).toEqual([
    [batch[0]?.id, 'accepted'],
    [batch[1]?.id, 'refused'],
    [batch[2]?.id, 'accepted'],
    [start.id, 'duplicate'],
    [null, 'refused'],
    [batch[5]?.id, 'held'],
  ]);
  expect(body.items[1]).toMatchObject({ errors: [{ pointer: '/data/lastDay', code: 'day' }], next: 'fix' });
  const positions = body.items.map(({ position }: any) => position);
  expect([positions[0] < positions[2], positions[2] < positions[5], positions[3], positions[1], positions[4]]).toEqual([
    true,
    true,
    positions[0],
    undefined,
    undefined,
  ]);
});

test('reports of a batch about one person keep their order in the log, and the document says so', async () => {
  const persons = ['2009-01-05', '2009-02-05', '2009-03-05'].map((born) => syntheticNumber(born, 40));
  const reports = [0, 1, 2, 3].flatMap((round) =>
    persons.map((number) =>
      cloudEvent('enrolment-registered', {
        reporter: '990110',
        cpr: number,
        time: TIME,
        data: {
          enrolmentId: `E-${round}`,
          institution: '990110',
          education: { system: 'cosa', code: '1920' },
          startsOn: '2025-08-11',
          kind: 'vocational',
        },
      }),
    ),
  );
  const { body } = await service.report('sa-nord', reports);
  const placesOf = (person: number): number[] =>
    body.items.filter((_: unknown, at: number) => at % 3 === person).map(({ position }: any) => position);
  for (const person of [0, 1, 2]) expect(placesOf(person)).toEqual(placesOf(person).toSorted((a, b) => a - b));
  expect(JSON.stringify((await service.get('/openapi.json')).body)).toContain('between persons no order is promised');
});

test('every item of a batch has a receipt that can be fetched, the refused ones too, and so has the batch', async () => {
  const { body } = await service.report('sa-nord', [enrolment(), leaving('2025-02-30'), leaving()]);
  const receipts = await Promise.all(body.items.map(({ receipt }: any) => service.get(receipt, 'sa-nord')));
  expect(receipts.map(({ status, body: { outcome } }: any) => [status, outcome])).toEqual([
    [200, 'accepted'],
    [200, 'refused'],
    [200, 'accepted'],
  ]);
  expect(receipts[1]).toMatchObject({
    body: { errors: [{ pointer: '/data/lastDay' }], next: 'fix', receivedAt: expect.any(String) },
  });
  const whole = await service.get(`/v1/receipts/${body.receiptId}`, 'sa-nord');
  expect([whole.status, whole.body.counts, whole.body.items.length]).toEqual([200, body.counts, 3]);
});

test("another system's receipts are not there: of a report, of a refusal, of a batch", async () => {
  const { body } = await service.report('sa-nord', [enrolment(), leaving('2025-02-30')]);
  const paths = [...body.items.map(({ receipt }: any) => receipt), `/v1/receipts/${body.receiptId}`];
  for (const client of ['sa-syd', 'cpr', 'adviser-0751', 'monitor', 'dpo', 'operator']) {
    for (const path of paths) expect([client, (await service.get(path, client)).status]).toEqual([client, 404]);
  }
  for (const path of [
    '/v1/receipts/1',
    `/v1/receipts/${body.receiptId}.7`,
    '/v1/receipts/5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01',
  ]) {
    expect((await service.get(path, 'sa-nord')).status).toBe(404);
  }
});

test('all or nothing: one invalid report and nothing is stored, with every error at its place in the batch', async () => {
  const before = await stored();
  const { status, body } = await service.report(
    'sa-nord',
    [enrolment(), leaving('2025-02-30'), { id: 'x' }],
    '?mode=all-or-nothing',
  );
  expect([status, body.code]).toEqual([422, 'invalid-body']);
  const pointers = body.errors.map(({ pointer }: any) => pointer);
  expect(pointers).toEqual(expect.arrayContaining(['/1/data/lastDay', '/2/source', '/2/type', '/2/data']));
  expect(pointers.some((pointer: string) => pointer.startsWith('/0'))).toBe(false);
  expect(await stored()).toEqual(before);
});

test('all or nothing: a refusal by the content of the log counts too; without one all are stored', async () => {
  const batch = [enrolment(), leaving('2025-08-01')];
  const before = await stored();
  const refused = await service.report('sa-nord', batch, '?mode=all-or-nothing');
  expect([refused.status, refused.body.errors]).toMatchObject([
    422,
    [{ pointer: '/1/data/lastDay', code: 'end-before-start' }],
  ]);
  expect(await stored()).toEqual(before);
  const { status, body } = await service.report('sa-nord', [batch[0] ?? {}, leaving()], '?mode=all-or-nothing');
  expect([status, body.counts.accepted]).toEqual([202, 2]);
});

test('a refused report may be sent again under its id once it is right', async () => {
  const wrong = leaving('2025-02-30');
  const first = await service.report('sa-nord', [enrolment(), wrong]);
  expect(first.body.items[1].outcome).toBe('refused');
  const right = { ...wrong, data: { ...(wrong['data'] as object), lastDay: '2025-12-19' } };
  expect((await service.report('sa-nord', right)).body.items[0].outcome).toBe('accepted');
});

test('a later report of a batch is decided with the earlier ones known', async () => {
  await service.report('sa-nord', [enrolment()]);
  const { body } = await service.report('sa-nord', [leaving('2025-08-01')]);
  expect(body.items[0]).toMatchObject({ outcome: 'refused', errors: [{ code: 'end-before-start' }] });
});

test('an empty batch is accepted and answered with zero counts', async () => {
  const { status, body } = await service.report('sa-nord', []);
  expect([status, body.counts, body.items]).toEqual([202, { accepted: 0, duplicate: 0, held: 0, refused: 0 }, []]);
});
