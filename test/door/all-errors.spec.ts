import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.report('sa-nord', report());
  await service.report(
    'sa-nord',
    report(
      { id: 'left', type: LEFT },
      { enrolmentId: 'E-1', lastDay: '2026-03-01', reason: { system: 'neutral', code: 'employment' } },
    ),
  );
});
afterAll(() => service.stop());

const cpr = syntheticNumber('2009-10-11', 1);
const LEFT = 'dk.ungestatus.education-interrupted.v1';
const DATA = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: { system: 'cosa', code: '1920' },
  startsOn: '2025-08-11',
  kind: 'vocational',
};
const report = (change: object = {}, data: object = DATA) => ({
  ...cloudEvent('enrolment-registered', {
    id: 'enrolled',
    reporter: '990110',
    cpr,
    time: '2026-01-05T08:00:00Z',
    data: { ...data },
  }),
  ...change,
});
const told = ({ body }: Answer): string[] =>
  (body.errors ?? [])
    .map(({ pointer, code, didYouMean }: any) => [code, pointer, didYouMean].filter(Boolean).join(' '))
    .sort();
const UNKNOWN = { institution: '999999' };
const REVERSED = { expectedEndsOn: '2025-01-01' };
const END = 'end-before-start /data/expectedEndsOn';
const NOT_YOURS = 'institution-not-yours /data/institution';
const NOT_KNOWN = 'unknown-institution /data/institution';
const ALL = [END, NOT_YOURS, NOT_KNOWN];

test.each<[what: string, change: object, data: object, expected: string[]]>([
  [
    'a wrong kind',
    {},
    { ...DATA, ...UNKNOWN, ...REVERSED, kind: 'vocatonal' },
    [...ALL, 'one-of /data/kind vocational'],
  ],
  [
    'a wrong time and id',
    { id: '', time: 'now' },
    { ...DATA, ...UNKNOWN, ...REVERSED },
    [...ALL, 'sender-id /id', 'time /time'],
  ],
  [
    'a misspelt type',
    { type: 'dk.ungestatus.enrolment-registred.v1' },
    { ...DATA, ...UNKNOWN, ...REVERSED, kind: 'x' },
    [...ALL, 'one-of /data/kind', 'unknown-type /type dk.ungestatus.enrolment-registered.v1'],
  ],
  [
    'a type without prefix and version',
    { type: 'enrolment-registered' },
    { ...DATA, ...REVERSED },
    [END, 'unknown-type /type dk.ungestatus.enrolment-registered.v1'],
  ],
  [
    'a reporter of others',
    { source: '/systems/sa-nord/reporters/990120' },
    { ...DATA, ...UNKNOWN, ...REVERSED, kind: 'x' },
    [...ALL, 'one-of /data/kind', 'reporter-not-yours /source'],
  ],
  [
    'a reporter of others and an institution that is one of the own',
    { source: '/systems/sa-nord/reporters/990120' },
    DATA,
    ['reporter-not-yours /source'],
  ],
  [
    'a source of no form',
    { source: 'https://skole.dk' },
    { ...DATA, ...UNKNOWN, startsOn: '2025-02-29' },
    [NOT_YOURS, NOT_KNOWN, 'day /data/startsOn', 'source /source'],
  ],
  ['an unknown field', {}, { ...DATA, ...UNKNOWN, colour: 1 }, [NOT_YOURS, NOT_KNOWN, 'unknown-field /data/colour']],
  [
    'a start that is no day hides what hangs on it',
    {},
    { ...DATA, ...REVERSED, startsOn: '11/8 2025' },
    ['day /data/startsOn'],
  ],
  [
    'a missing start hides no unknown institution',
    {},
    { ...DATA, ...UNKNOWN, startsOn: undefined },
    [NOT_YOURS, NOT_KNOWN, 'required /data/startsOn'],
  ],
  [
    'a wrong institution hides no pseudo education',
    {},
    { ...DATA, institution: 'x', education: { system: 'cosa', code: '3000' } },
    ['institution-number /data/institution', 'pseudo-education /data/education'],
  ],
  [
    'a misspelt optional field is no empty change',
    { type: 'dk.ungestatus.enrolment-changed.v1' },
    { enrolmentId: 'E-1', changedOn: '2026-01-01', knd: 'higher' },
    ['unknown-field /data/knd kind'],
  ],
  [
    'an unknown field alone is no empty change either',
    { type: 'dk.ungestatus.enrolment-changed.v1' },
    { enrolmentId: 'E-1', changedOn: '2026-01-01', colour: 'red' },
    ['unknown-field /data/colour'],
  ],
  [
    'a wrong reason hides no end before the start that was reported',
    { type: LEFT },
    { enrolmentId: 'E-1', lastDay: '2024-01-01', reason: { system: 'neutral', code: 'employd' } },
    ['end-before-start /data/lastDay', 'unknown-neutral-code /data/reason/code'],
  ],
  [
    'a wrong enrolment hides what hangs on it',
    { type: LEFT },
    { enrolmentId: ' ', lastDay: '2024-01-01', reason: { system: 'neutral', code: 'employment' } },
    ['sender-id /data/enrolmentId'],
  ],
  [
    'a wrong reason hides no age',
    { type: 'dk.ungestatus.contact-made.v1' },
    { on: '2031-01-01', channel: { system: 'neutral', code: 'x' }, guardianInvolved: 'yes' },
    [
      'boolean-expected /data/guardianInvolved',
      'dated-ahead /data/on',
      'type-not-for-reporter /type',
      'unknown-neutral-code /data/channel/code',
    ],
  ],
  [
    'a correction of its own part, of an unknown target',
    { type: 'dk.ungestatus.report-corrected.v1' },
    { corrects: { id: 'never-sent' }, content: { expectedEndsOn: '2026-06-30' } },
    ['content-of-no-type /data/content'],
  ],
  [
    'a correction of a part',
    { type: 'dk.ungestatus.report-corrected.v1' },
    { corrects: { id: 'enrolled' }, content: { enrolmentId: 'E-1', ...REVERSED } },
    [
      'content-in-part /data/content',
      ...['education', 'institution', 'kind', 'startsOn'].map((name) => `required /data/content/${name}`),
    ],
  ],
  [
    'a correction with an unknown field beside its content',
    { type: 'dk.ungestatus.report-corrected.v1' },
    {
      corrects: { id: 'left' },
      content: { enrolmentId: 'E-1', lastDay: '2024-01-01', reason: { system: 'x', code: '1' } },
      why: 'x',
    },
    ['end-before-start /data/content/lastDay', 'unknown-field /data/why'],
  ],
  [
    'a person key nobody has',
    {},
    { ...DATA, kind: 'x', person: { key: '5a0d6f0e-6d0f-4f0b-9a37-0f2a5b7f1a01' } },
    ['one-of /data/kind', 'unknown-person /data/person/key'],
  ],
])('a report with %s gets all errors at once and no wrong one', async (_what, change, data, expected) => {
  const answer = await service.report('sa-nord', report({ id: 'wrong', ...change }, data));
  expect([answer.status, told(answer)]).toEqual([422, [...expected].sort()]);
});

test('an attribute that is null counts as left out, and a required one as missing', async () => {
  const nulled = await service.report(
    'sa-nord',
    report({ id: 'nulls', traceparent: null, dataschema: null, subject: null, anything: null }),
  );
  expect([nulled.status, nulled.body.items[0].outcome]).toEqual([202, 'accepted']);
  expect(told(await service.report('sa-nord', report({ id: 'nulls-2', type: null })))).toEqual(['required /type']);
  expect(told(await service.report('sa-nord', report({ id: 'nulls-3', data: null })))).toEqual(['required /data']);
});

test("a name used twice hides no other error, and bytes that are no text are refused as the sender's error", async () => {
  const body = JSON.stringify([report({ id: 'twice' }, { ...DATA, ...UNKNOWN, kind: 'x' })]).replace(
    '"enrolmentId"',
    '"enrolmentId":"E-2","enrolment\\u0049d"',
  );
  const {
    body: { items },
  } = await service.sendText('/v1/events', body, 'sa-nord', 'application/cloudevents-batch+json');
  expect(items[0].errors.map(({ code, pointer }: any) => `${code} ${pointer}`).sort()).toEqual([
    'duplicate-name /data/enrolmentId',
    NOT_YOURS,
    'one-of /data/kind',
    NOT_KNOWN,
  ]);
  for (const bad of ['a\u0000b', '\ud800', 'x\udfff']) {
    expect(told(await service.report('sa-nord', report({ id: bad })))).toContain('not-text /id');
    expect(
      told(await service.report('sa-nord', report({ id: 'text' }, { ...DATA, enrolmentId: bad, [bad]: 1 }))),
    ).toContain('not-text /data/enrolmentId');
  }
});
