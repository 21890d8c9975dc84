import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, startService } from '../service/running.ts';

let service: RunningService;
let traced: RunningService;
beforeAll(async () => {
  service = await startService();
  // Traces go to an address that answers 404: this test needs only that calls are traced.
  traced = await startService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: service.url } });
});
afterAll(() => Promise.all([service.stop(), traced.stop()]));

const cpr = syntheticNumber('2009-10-11', 1);
const DATA = {
  enrolmentId: 'E-1',
  institution: '999999',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  expectedEndsOn: '2025-01-01',
  kind: 'vocatonal',
};
const written = (id = 'faulty', data: object = DATA): string =>
  JSON.stringify({ ...cloudEvent('enrolment-registered', { id, reporter: '990110', cpr, data: { ...data } }) });

const listed = (errors: any[] = []): string[] => errors.map(({ code, pointer }) => `${code} ${pointer}`).sort();
const single = (at: RunningService, body: string): Promise<Answer> =>
  at.sendText('/v1/events', body, 'sa-nord', 'application/cloudevents+json');
const batch = (at: RunningService, body: string): Promise<Answer> =>
  at.sendText('/v1/events', `[${body}]`, 'sa-nord', 'application/cloudevents-batch+json');

const END = 'end-before-start /data/expectedEndsOn';
const KIND = 'one-of /data/kind';
const NOT_YOURS = 'institution-not-yours /data/institution';
const UNKNOWN = 'unknown-institution /data/institution';
const ALL = [END, KIND, NOT_YOURS, UNKNOWN];

test.each([
  [
    'a field twice',
    '"enrolmentId":',
    '"enrolmentId":"E-2","enrolmentId":',
    ['duplicate-name /data/enrolmentId', ...ALL],
  ],
  ['a wrong field twice', '"kind":', '"kind":"other","kind":', ['duplicate-name /data/kind', END, NOT_YOURS, UNKNOWN]],
  [
    'a name twice inside a field',
    '"system":',
    '"system":"x","system":',
    ['duplicate-name /data/education/system', ...ALL],
  ],
  ['a name twice in the person', '"cpr":', `"cpr":"${cpr}","cpr":`, ['duplicate-name /data/person/cpr', ...ALL]],
  ['the type twice', '"type":', '"type":"x","type":', ['duplicate-name /type', ...ALL]],
  ['the source twice', '"source":', '"source":"x","source":', ['duplicate-name /source', ...ALL]],
  ['the id twice', '"id":', '"id":"other","id":', ['duplicate-name /id', ...ALL]],
  ['an unknown field twice', '"kind":', '"x":1,"x":2,"kind":', ['duplicate-name /data/x', ...ALL]],
  ['a prototype as a field', '"kind":', '"__proto__":{"a":1},"kind":', ['unknown-field /data/__proto__', ...ALL]],
  [
    'a prototype as an attribute',
    '"source":',
    '"__proto__":{"id":"x"},"source":',
    ['unknown-field /__proto__', ...ALL],
  ],
  [
    'a prototype in a list',
    '"kind":',
    '"x":[{"__proto__":1}],"kind":',
    ['unknown-field /data/x', 'unknown-field /data/x/0/__proto__', ...ALL],
  ],
  [
    'both',
    '"kind":',
    '"__proto__":1,"enrolmentId":"E-3","kind":',
    ['duplicate-name /data/enrolmentId', 'unknown-field /data/__proto__', ...ALL],
  ],
])(
  '%s hides no other error of a single report or of one in a batch, traced or not',
  async (_what, at, faulty, expected) => {
    const body = written().replace(at, faulty);
    for (const door of [service, traced]) {
      const alone = await single(door, body);
      expect([alone.status, alone.body.code, listed(alone.body.errors)]).toEqual([
        422,
        'invalid-body',
        [...expected].sort(),
      ]);
      const [item] = (await batch(door, body)).body.items;
      expect([item.outcome, listed(item.errors)]).toEqual(['refused', [...expected].sort()]);
    }
  },
);

test('a faulty single report has a receipt like any other refusal, and is accepted once it is corrected', async () => {
  const right = { ...DATA, institution: '990110', expectedEndsOn: '2026-06-30', kind: 'vocational' };
  const body = written('mended', right);
  const refused = await single(service, body.replace('"kind":', '"kind":"other","kind":'));
  expect([refused.status, listed(refused.body.errors)]).toEqual([422, ['duplicate-name /data/kind']]);
  const receipt = await service.get(refused.headers.get('location') ?? '', 'sa-nord');
  expect(receipt.body.items?.[0] ?? receipt.body).toMatchObject({ id: 'mended', outcome: 'refused' });
  expect((await single(service, body)).body.items[0].outcome).toBe('accepted');
});

test('a civil number as the id of a faulty report is stored on no receipt', async () => {
  for (const send of [single, batch]) {
    const { body, headers } = await send(service, written(cpr).replace('"kind":', '"kind":"other","kind":'));
    const { errors } = body.items?.[0] ?? body;
    expect(listed(errors)).toContain('civil-number-misplaced /id');
    const path = headers.get('location') ?? `/v1/receipts/${body.receiptId}`;
    expect(JSON.stringify([body, (await service.get(path, 'sa-nord')).body])).not.toContain(cpr);
  }
});

test.each([
  ['a number twice', `{"cpr":"${cpr}","cpr":"1","x":1}`, ['duplicate-name /cpr', 'unknown-field /x']],
  [
    'a list twice and a wrong number',
    '{"cprs":[],"cprs":["1"],"cpr":"2"}',
    ['cpr-format /cpr', 'duplicate-name /cprs', 'lookup-one-of /cpr'],
  ],
  ['a prototype', '{"__proto__":{"cpr":"1"},"cpr":"2"}', ['cpr-format /cpr', 'unknown-field /__proto__']],
  [
    'one of both and neither right',
    '{"cprs":["1"],"cpr":"2","a/b":1}',
    ['cpr-format /cpr', 'cpr-format /cprs/0', 'lookup-one-of /cpr', 'unknown-field /a~1b'],
  ],
])('%s hides no other error of a look-up', async (_what, text, expected) => {
  const headers = {
    'Content-Type': 'application/json',
    'X-Purpose': 'follow-up',
    Authorization: `Bearer ${await service.token('adviser-0751')}`,
  };
  const response = await fetch(`${service.url}/v1/persons/lookup`, { method: 'POST', body: text, headers });
  const { errors } = (await response.json()) as { errors: any[] };
  expect([response.status, listed(errors)]).toEqual([422, [...expected].sort()]);
});

test.each([
  ['the moment twice', '{"now":"x","now":"y","then":1}', ['duplicate-name /now', 'unknown-field /then']],
  ['an unknown field twice', '{"then":1,"then":2,"now":"x"}', ['duplicate-name /then', 'time /now']],
])("%s hides no other error of the sandbox clock's setting", async (_what, text, expected) => {
  const response = await fetch(`${service.url}/v1/sandbox/clock`, {
    method: 'PUT',
    body: text,
    headers: { 'Content-Type': 'application/json' },
  });
  const { errors } = (await response.json()) as { errors: any[] };
  expect([response.status, listed(errors)]).toEqual([422, [...expected].sort()]);
});
