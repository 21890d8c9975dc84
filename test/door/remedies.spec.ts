import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const cpr = syntheticNumber('2009-10-11', 1);
const BATCH = 'application/cloudevents-batch+json';
const SINGLE = 'application/cloudevents+json';
const enrolment = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  kind: 'vocational',
};
const report = (change: object = {}, data: object = enrolment) => ({
  ...cloudEvent('enrolment-registered', {
    id: 'r-1',
    reporter: '990110',
    cpr,
    time: '2026-01-05T08:00:00Z',
    data: { ...data },
  }),
  ...change,
});

test('a list sent as one event, and one event sent as a list, are answered with the right media type', async () => {
  const list = await service.sendText('/v1/events', JSON.stringify([report()]), 'sa-nord', SINGLE);
  const one = await service.sendText('/v1/events', JSON.stringify(report()), 'sa-nord', BATCH);
  expect([list.status, list.body.errors[0].code, list.body.errors[0].remedy.en]).toEqual([
    422,
    'batch-sent-as-single',
    expect.stringContaining(BATCH),
  ]);
  expect([one.status, one.body.errors[0].code, one.body.errors[0].remedy.en]).toEqual([
    422,
    'single-sent-as-batch',
    expect.stringContaining(SINGLE),
  ]);
  const other = await service.sendText('/v1/events', JSON.stringify(report()), 'sa-nord', 'application/json');
  expect([other.status, other.body.detail]).toEqual([415, expect.stringContaining(`${SINGLE} or ${BATCH}`)]);
});

test.each<[body: string, type: string, detail: string, pointer: string]>([
  ['{"specversion": "1.0",\n "id": }', SINGLE, 'line 2, column 8', ''],
  ['{"a": 1,}', SINGLE, 'line 1, column 9', ''],
  ['{"a": "æøå", b: 1}', SINGLE, 'line 1, column 14', ''],
  ['{"a": [1, 2', SINGLE, 'the text ends too early, line 1, column 12', ''],
  ['[{"a": 1},\n{"b": tru}]', BATCH, 'line 2, column 7, in item 1 of the array (the first is 0)', '/1'],
  ['[{"a": 1}', BATCH, 'the text ends too early, line 1, column 10', ''],
])('malformed JSON %j is answered with its place', async (body, type, detail, pointer) => {
  const answer = await service.sendText('/v1/events', body, 'sa-nord', type);
  expect([answer.status, answer.body.code, answer.body.detail]).toEqual([400, 'malformed-json', detail]);
  expect(answer.body.errors).toMatchObject([{ pointer, code: 'json-syntax' }]);
});

test('a resend with a new time is answered with the remedy to keep the time', async () => {
  await service.report('sa-nord', report());
  const again = await service.report('sa-nord', report({ time: '2026-01-06T08:00:00Z' }));
  expect([again.status, again.body.code, again.body.errors]).toMatchObject([
    409,
    'changed-content',
    [{ pointer: '/time', code: 'changed-time', remedy: { en: expect.stringContaining('Keep the time') } }],
  ]);
});

test('a neutral code for a field without neutral codes is refused without an empty list', async () => {
  const { body } = await service.report(
    'sa-nord',
    report({ id: 'neutral' }, { ...enrolment, education: { system: 'neutral', code: '1' } }),
  );
  expect(body.errors).toMatchObject([{ pointer: '/data/education/system', code: 'no-neutral-codes' }]);
  expect(JSON.stringify(body)).not.toContain('"allowed":[]');
});

test.each<[path: string, client: string, code: string, hint: object]>([
  ['/v1/cases?state=aaben', 'adviser-0751', 'one-of', { allowed: expect.arrayContaining(['open', 'breached']) }],
  ['/v1/cases?state=opne', 'adviser-0751', 'one-of', { didYouMean: 'open' }],
  ['/v1/cases?municipality=751', 'adviser-0751', 'municipality-code', {}],
  ['/v1/cases?municipalty=0751', 'adviser-0751', 'unknown-field', { didYouMean: 'municipality' }],
  ['/v1/cases?after=%00', 'adviser-0751', 'cursor', {}],
  ['/v1/cases?municipality=0751&municipality=0461', 'adviser-0751', 'sent-twice', {}],
  ['/v1/cohort?knownAt=abc', 'adviser-0751', 'known-at', {}],
  ['/v1/cohort?institution=99011', 'sa-nord', 'institution-number', {}],
])('the error for %s names the right value', async (path, client, code, hint) => {
  const { status, body } = await service.get(path, client, { 'X-Purpose': 'follow-up' });
  expect([status, body.code, body.errors]).toMatchObject([400, 'invalid-parameter', [{ code, ...hint }]]);
  for (const language of ['da', 'en']) expect(body.errors[0].remedy[language]).not.toContain('/openapi.json');
});

test('an unknown parameter of the intake is answered with the known ones', async () => {
  const { status, body } = await service.report('sa-nord', report(), '?mod=all-or-nothing');
  expect([status, body.errors]).toMatchObject([400, [{ pointer: '/mod', code: 'unknown-field', didYouMean: 'mode' }]]);
});
