import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leaksIn, recordTraffic, type Traffic } from '../access/traffic.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, startService } from '../service/running.ts';

let service: RunningService;
let traffic: Traffic;
const cpr = syntheticNumber('2009-10-11', 1);
beforeAll(async () => {
  traffic = recordTraffic();
  service = await startService();
});
afterAll(async () => {
  traffic.stop();
  await service.stop();
});

const DATA = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  kind: 'vocational',
};
const report = (change: object = {}, data: object = DATA) => ({
  ...cloudEvent('enrolment-registered', { reporter: '990110', cpr, time: '2026-01-05T08:00:00Z', data: { ...data } }),
  ...change,
});
const told = ({ body }: Answer): string[] =>
  body.errors.map(({ pointer, code, didYouMean }: any) => [code, pointer, didYouMean].filter(Boolean).join(' ')).sort();

async function logged(): Promise<number> {
  return (
    (await service.parts.pool.query<{ count: number }>('select count(*)::int as count from log.events')).rows[0]
      ?.count ?? -1
  );
}

test('every error of a report is listed at once, by JSON pointer and with a suggestion', async () => {
  const { startsOn: _, ...rest } = DATA;
  const data = {
    person: { cpr, ssn: '1' },
    ...rest,
    institution: 990110,
    startOn: '2025-08-11',
    kind: 'vocatonal',
    education: { system: 'COSA', code: 'two words' },
  };
  const answer = await service.report('sa-nord', report({ specversion: '0.3', time: 'yesterday', tiem: 1, data }));
  expect([answer.status, answer.body.code, answer.headers.get('content-type')]).toEqual([
    422,
    'invalid-body',
    'application/problem+json; charset=utf-8',
  ]);
  expect(told(answer)).toEqual([
    'code-system /data/education/system',
    'institution-number /data/institution',
    'one-of /data/kind vocational',
    'required /data/startsOn',
    'spec-version /specversion 1.0',
    'time /time',
    'token /data/education/code',
    'unknown-field /data/person/ssn',
    'unknown-field /data/startOn startsOn',
    'unknown-field /tiem time',
  ]);
  for (const error of answer.body.errors)
    expect([error.da.length > 5, error.en.length > 5, error.remedy.da.length > 3, error.remedy.en.length > 3]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  expect(await logged()).toBe(0);
});

test.each([
  [
    'a mistyped type',
    { type: 'dk.ungestatus.enrolment-registred.v1' },
    ['unknown-type /type dk.ungestatus.enrolment-registered.v1'],
  ],
  [
    'a later version',
    { type: 'dk.ungestatus.enrolment-registered.v2' },
    ['unknown-type /type dk.ungestatus.enrolment-registered.v1'],
  ],
  ["the service's own fact", { type: 'dk.ungestatus.follow-up-closed.v1' }, ['own-type /type']],
  [
    'a type of another kind of reporter',
    {
      type: 'dk.ungestatus.became-aware.v1',
      data: { person: { cpr }, awareOn: '2026-01-05', ground: { system: 'neutral', code: 'other' } },
    },
    ['type-not-for-reporter /type'],
  ],
  [
    'another reporter of another system',
    { source: '/systems/sa-nord/reporters/990120' },
    ['reporter-not-yours /source'],
  ],
  ['the name of another system', { source: '/systems/sa-syd/reporters/990110' }, ['reporter-not-yours /source']],
  ['a source of no form', { source: 'https://example.dk/990110' }, ['source /source']],
  ['an empty id', { id: '' }, ['sender-id /id']],
  ['an id of 129 characters', { id: 'x'.repeat(129) }, ['sender-id /id']],
  ['a number for an id', { id: 7 }, ['sender-id /id']],
  [
    'a null field',
    { data: { ...DATA, person: { cpr }, expectedEndsOn: null } },
    ['null-not-allowed /data/expectedEndsOn'],
  ],
  ['no person', { data: DATA }, ['required /data/person']],
  [
    'a person named twice',
    { data: { ...DATA, person: { cpr, key: '5a0d6f0e-6d0f-5f0b-9a37-0f2a5b7f1a01' } } },
    ['person-one-of /data/person'],
  ],
  [
    'a key nobody has',
    { data: { ...DATA, person: { key: '5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01' } } },
    ['unknown-person /data/person/key'],
  ],
  ['a day that never was', { data: { ...DATA, person: { cpr }, startsOn: '2025-02-29' } }, ['day /data/startsOn']],
  [
    'an institution nobody knows',
    { data: { ...DATA, person: { cpr }, institution: '999999' } },
    ['institution-not-yours /data/institution', 'unknown-institution /data/institution'],
  ],
])('an envelope with %s is refused', async (_what, change, expected) => {
  const answer = await service.report('sa-nord', report(change));
  expect([answer.status, told(answer)]).toEqual([422, [...expected].sort()]);
  expect(await logged()).toBe(0);
});

test.each([
  ['of a real person', () => String(Number(cpr) - 60 * 10 ** 8).padStart(10, '0'), 'cpr-not-synthetic'],
  ['of a day that never was', () => `${cpr.slice(0, 2)}13${cpr.slice(4)}`, 'cpr-date'],
  ['with a hyphen', () => `${cpr.slice(0, 6)}-${cpr.slice(6)}`, 'cpr-format'],
])('a civil number %s is refused and never repeated', async (_what, make, code) => {
  const number = make();
  const answer = await service.report('sa-nord', report({ data: { ...DATA, person: { cpr: number } } }));
  expect([answer.status, told(answer)]).toEqual([422, [`${code} /data/person/cpr`]]);
  const receipt = await service.get(answer.headers.get('location') ?? '', 'sa-nord');
  expect(receipt.status).toBe(200);
  expect(leaksIn([JSON.stringify(answer.body), JSON.stringify(receipt.body)], [number])).toEqual([]);
});

test('a civil number as the name of a field is not repeated in the pointer', async () => {
  const answer = await service.report(
    'sa-nord',
    report({ data: { ...DATA, person: { cpr }, [cpr]: 1, education: { ...DATA.education, [`nr ${cpr}`]: 1 } } }),
  );
  expect([answer.status, leaksIn([JSON.stringify(answer.body)], [cpr])]).toEqual([422, []]);
});

test('the subject of a report is ignored, and a missing time is accepted with a warning', async () => {
  const { time: _, ...timeless } = report({ subject: 'pupil no. 17 of class 2b' });
  const { status, body } = await service.report('sa-nord', timeless);
  expect([status, body.items]).toMatchObject([
    202,
    [{ outcome: 'accepted', warnings: [{ pointer: '/time', code: 'time-missing' }] }],
  ]);
  const { rows } = await service.parts.pool.query(
    'select row_to_json(e)::text as row from log.events e where event_id = $1',
    [body.items[0].eventId],
  );
  expect(rows[0].row).not.toContain('pupil');
  expect((await service.get(body.items[0].receipt, 'sa-nord')).body.checked.warnings).toEqual(['time-missing']);
});

test('a trace is stored with the report, so that it can be followed end to end', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const { body } = await service.report('sa-nord', report({ traceparent }, { ...DATA, enrolmentId: 'E-2' }));
  const { rows } = await service.parts.pool.query(
    "select meta ->> 'traceparent' as trace from log.events where event_id = $1",
    [body.items[0].eventId],
  );
  expect(rows).toEqual([{ trace: traceparent }]);
});

test.each(['monitor', 'dpo', 'operator'])('a role that only reads may not report: %s', async (client) => {
  const answer = await service.report(client, report({ source: `/systems/${client}/reporters/990110` }));
  expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
});

test('no answer to these reports held a civil number', () => {
  expect(traffic.answers.length).toBeGreaterThan(30);
  expect(leaksIn(traffic.answers, [cpr])).toEqual([]);
});
