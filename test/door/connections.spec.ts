import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Alteration } from '../sabotage/altered.ts';
import { startAltered } from '../sabotage/altered-service.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, startService } from '../service/running.ts';

type Service = Pick<RunningService, 'report' | 'get' | 'setClock'>;

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.setClock('2026-06-15T08:00:00Z');
});
afterAll(() => service.stop());

interface Given {
  readonly id?: string;
  readonly client?: string;
  readonly reporter?: string;
  readonly type?: string;
  readonly time?: string;
  readonly data?: object;
}

let counter = 0;
const CONNECTED = {
  system: 'sa-nord',
  step: 'asked',
  types: ['enrolment-registered.v1', 'education-interrupted.v1'],
  from: '2026-08-01',
  intakeMode: 'automatic',
};

const connection = ({ id, client = 'sa-nord', reporter = '990110', type, time, data }: Given = {}) => ({
  specversion: '1.0',
  id: id ?? `connection-${(counter += 1)}`,
  source: `/systems/${client}/reporters/${reporter}`,
  type: `dk.ungestatus.${type ?? 'system-connected'}.v1`,
  time: time ?? '2026-06-15T07:00:00Z',
  data: data ?? CONNECTED,
});
const atStep = (step: string, given: Given = {}) => connection({ ...given, data: { ...CONNECTED, step } });
const enrolment = (given: { id?: string; client?: string } = {}) =>
  cloudEvent('enrolment-registered', {
    reporter: '990110',
    cpr: syntheticNumber('2009-05-04', 17),
    time: '2026-06-15T07:00:00Z',
    data: {
      enrolmentId: 'E-1',
      institution: '990110',
      education: { system: 'cosa', code: '1942' },
      kind: 'vocational',
      startsOn: '2025-08-11',
    },
    ...given,
  });

const faults = ({ status, body }: Answer): unknown[] => [
  status,
  ...(body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];

async function stored(ids: readonly string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await service.parts.pool.query(
    `select stream, version, type, reporter, source, sealed, meta from log.events where event_id = any($1::uuid[])
     order by position`,
    [ids],
  );
  return rows;
}

async function countRows(table: string): Promise<number> {
  return (await service.parts.pool.query(`select count(*)::int as count from ${table}`)).rows[0].count;
}

test('a connection in its three steps and its end are facts of one stream, and none is ever held', async () => {
  const answers = [
    await service.report('sa-nord', atStep('asked', { reporter: '990111' })),
    await service.report('operator', atStep('checked', { client: 'operator', reporter: '990111' })),
    await service.report('sa-nord', atStep('confirmed', { reporter: '990111' })),
    await service.report(
      'sa-nord',
      connection({ reporter: '990111', type: 'system-ended', data: { system: 'sa-nord', lastDay: '2026-12-31' } }),
    ),
  ];
  expect(answers.map(({ status, body }) => [status, body.items[0].outcome])).toEqual(Array(4).fill([202, 'accepted']));
  const rows = await stored(answers.map(({ body }) => body.items[0].eventId));
  expect(new Set(rows.map(({ stream }) => stream)).size).toBe(1);
  expect(rows.map(({ version, reporter, sealed, meta }) => ({ version, reporter, sealed, meta }))).toEqual(
    ['source-system', 'operator', 'source-system', 'source-system'].map((role, index) => ({
      version: index + 1,
      reporter: '990111',
      sealed: null,
      meta: { client: role === 'operator' ? 'operator' : 'sa-nord', role },
    })),
  );
});

test('a check before its request, and an end before its connection, are accepted: reports arrive in any order', async () => {
  const reporter = '990210';
  const end = { type: 'system-ended', data: { system: 'sa-syd', lastDay: '2026-05-31' } };
  expect((await service.report('sa-nord', connection({ reporter, ...end }))).status).toBe(202);
  expect((await service.report('operator', atStep('checked', { client: 'operator', reporter }))).status).toBe(202);
});

describe('the same id', () => {
  test('with the same content is a duplicate with its place, and with other content a conflict', async () => {
    const sent = connection();
    const first = await service.report('sa-nord', sent);
    const again = await service.report('sa-nord', { ...sent, data: { ...CONNECTED, types: [...CONNECTED.types] } });
    const { position } = (await service.get(first.body.items[0].receipt, 'sa-nord')).body.stored;
    expect(again.body.items[0]).toMatchObject({ outcome: 'duplicate', position });
    const changed = { ...sent, data: { ...CONNECTED, from: '2026-09-01', until: '2027-01-31' } };
    expect(faults(await service.report('sa-nord', changed))).toEqual([
      409,
      '/data/from changed-content',
      '/data/until changed-content',
    ]);
    const later = { ...sent, time: '2026-06-15T07:30:00Z' };
    expect(faults(await service.report('sa-nord', later))).toEqual([409, '/time changed-time']);
  });

  test('of a report about a person is a conflict both ways, and nothing of the person is told', async () => {
    const [young, system] = [enrolment({ id: 'first-young' }), connection({ id: 'first-system' })];
    for (const first of [young, system]) expect((await service.report('sa-nord', first)).status).toBe(202);
    expect(faults(await service.report('sa-nord', connection({ id: young.id })))).toEqual([
      409,
      '/type changed-content',
    ]);
    const [status, ...pointers] = faults(await service.report('sa-nord', enrolment({ id: system.id })));
    expect([status, pointers]).toEqual([409, expect.arrayContaining(['/type changed-content'])]);
  });

  test('twice in one batch is one event; two connections and a person go into one batch', async () => {
    const [one, other] = [connection({ reporter: '990410' }), connection({ reporter: '990410' })];
    const { body } = await service.report('sa-nord', [one, other, one, enrolment()]);
    expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'duplicate',
      'accepted',
    ]);
    const rows = await stored(body.items.slice(0, 2).map(({ eventId }: { eventId: string }) => eventId));
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('connections of one reporter sent at once lose no race', async () => {
    const sent = Array.from({ length: 12 }, () => connection({ reporter: '990510' }));
    const answers = await Promise.all(sent.map((one) => service.report('sa-nord', one)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(202));
    const rows = await stored(answers.map(({ body }) => body.items[0].eventId));
    expect(rows.map(({ version }) => version)).toEqual(sent.map((_, index) => index + 1));
  });
});

describe('who may write', () => {
  test('a system states only for its own reporters, and no step of the operator', async () => {
    expect(faults(await service.report('sa-nord', atStep('checked')))).toEqual([422, '/data/step step-not-yours']);
    expect(faults(await service.report('sa-nord', connection({ reporter: '990120' })))).toEqual([
      422,
      '/source reporter-not-yours',
    ]);
    expect(faults(await service.report('sa-nord', connection({ client: 'operator' })))).toEqual([
      422,
      '/source reporter-not-yours',
    ]);
  });

  test('the operator states the check of any reporter that exists, and nothing else', async () => {
    const by = { client: 'operator' };
    for (const reporter of ['990610', 'municipality-0751', 'jobcentre-0751', 'cpr'])
      expect([reporter, ...faults(await service.report('operator', checked(reporter)))]).toEqual([reporter, 202]);
    expect(faults(await service.report('operator', checked('990999')))).toEqual([422, '/source unknown-institution']);
    expect(faults(await service.report('operator', atStep('asked', by)))).toEqual([422, '/data/step step-not-yours']);
    expect(faults(await service.report('operator', atStep('checked')))).toEqual([422, '/source reporter-not-yours']);
  });

  test('the operator reports nothing about a person, in a batch neither', async () => {
    const about = enrolment({ client: 'operator' });
    const before = await countRows('person_keys.persons');
    expect(faults(await service.report('operator', about))).toEqual([403, '/type type-not-for-role']);
    const { body } = await service.report('operator', [about]);
    expect(body.items[0]).toMatchObject({ outcome: 'refused', errors: [{ code: 'type-not-for-role' }] });
    expect(await countRows('person_keys.persons')).toBe(before);
  });
});

function checked(reporter: string) {
  return connection({ client: 'operator', reporter, data: { ...CONNECTED, types: undefined, step: 'checked' } });
}

test('every error is found at once: those of the form and those of the content', async () => {
  const data = { ...CONNECTED, step: 'checked', intakeMode: 'by hand', until: '2026-07-01', extra: 1 };
  expect(faults(await service.report('sa-nord', connection({ data, time: 'soon' }))).toSorted()).toEqual(
    [
      422,
      '/time time',
      '/data/intakeMode one-of',
      '/data/extra unknown-field',
      '/data/step step-not-yours',
      '/data/until until-before-from',
    ].toSorted(),
  );
  const types = { ...CONNECTED, types: ['residence-changed.v1', 'education-interrupted.v1'] };
  expect(faults(await service.report('sa-nord', connection({ data: types })))).toEqual([
    422,
    '/data/types/0 type-not-for-reporter',
  ]);
  const named = { ...CONNECTED, person: { cpr: syntheticNumber('2009-05-04', 17) } };
  expect(faults(await service.report('sa-nord', connection({ data: named })))).toEqual([
    422,
    '/data/person unknown-field',
  ]);
});

test('a dry run stores nothing and says the same, without effect', async () => {
  const before = [await countRows('log.events'), await countRows('receipts.batches')];
  const { status, body } = await service.report('sa-nord', connection(), '?dry-run=true');
  expect([status, body.items]).toEqual([200, [{ id: expect.any(String), outcome: 'accepted' }]]);
  expect(faults(await service.report('sa-nord', atStep('checked'), '?dry-run=true'))).toEqual([
    422,
    '/data/step step-not-yours',
  ]);
  expect([await countRows('log.events'), await countRows('receipts.batches')]).toEqual(before);
});

test('the receipt is found by its sender alone; with effect it is the same and no look at anybody', async () => {
  const sent = await service.report('operator', checked('990720'));
  const { receipt } = sent.body.items[0];
  expect(await service.parts.worker?.settle(20_000)).toBe(true);
  const plain = await service.get(receipt, 'operator');
  expect(plain.body).toMatchObject({
    type: 'dk.ungestatus.system-connected.v1',
    outcome: 'accepted',
    stillHeld: false,
  });
  const looks = await countRows('read_log.reads');
  const effect = await service.get(`${receipt}?effect=true`, 'operator');
  expect([effect.status, effect.body]).toEqual([200, plain.body]);
  expect(await countRows('read_log.reads')).toBe(looks);
  for (const other of ['sa-oest', 'monitor']) expect((await service.get(receipt, other)).status).toBe(404);
});

test('a correction or withdrawal of a connection is refused: it is about no person', async () => {
  const system = connection();
  expect((await service.report('sa-nord', system)).status).toBe(202);
  const withdrawal = cloudEvent('report-withdrawn', {
    reporter: '990110',
    cpr: syntheticNumber('2009-05-04', 17),
    data: { withdraws: { id: system.id }, reason: { system: 'neutral', code: 'other' } },
  });
  expect(faults(await service.report('sa-nord', withdrawal))).toEqual([422, '/data/withdraws/id other-person']);
});

const SABOTAGES: readonly (readonly [what: string, Alteration, (altered: Service) => Promise<Answer>, number])[] = [
  [
    'an operator that may report about persons',
    {
      file: 'libs/intake/check/check-report.ts',
      from: "sender.role === 'operator' ? isAboutReporter(sent)",
      to: "sender.role === 'operator' ? true",
    },
    (altered) => altered.report('operator', enrolment({ client: 'operator' })),
    202,
  ],
  [
    'a reporter that checks its own vendor',
    { file: 'events/reporter/connection.decide.ts', from: "byOperator !== (step === 'checked')", to: 'false' },
    (altered) => altered.report('sa-nord', atStep('checked')),
    202,
  ],
];

test.each(SABOTAGES)('sabotage: %s is found', async (_what, alteration, send, status) => {
  const altered = await startAltered([alteration]);
  try {
    await altered.setClock('2026-06-15T08:00:00Z');
    expect((await send(altered)).status).toBe(status);
  } finally {
    await altered.stop();
  }
});
