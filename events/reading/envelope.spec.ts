import { expect, test } from '@jest/globals';
import { parseEnvelope } from './envelope.ts';
import { parseSource } from '../model/source.ts';

const event = {
  specversion: '1.0',
  id: 'i-1',
  source: '/systems/studia/reporters/990101',
  type: 'dk.ungestatus.education-interrupted.v1',
  time: '2026-11-16T09:15:00.5+01:00',
  data: {},
};

const errorsOf = (changes: Record<string, unknown>): string[] =>
  parseEnvelope({ ...event, ...changes }).errors.map(
    (error) => `${error.code} ${error.pointer}${error.didYouMean ? ` ${error.didYouMean}` : ''}`,
  );

test('a CloudEvent becomes an envelope with its reporter separated and its time in UTC', () => {
  const { envelope, errors } = parseEnvelope({
    ...event,
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    subject: 'anything',
  });
  expect(errors).toEqual([]);
  expect(envelope).toMatchObject({
    id: 'i-1',
    from: { systemId: 'studia', reporter: '990101', kind: 'institution' },
    registeredAt: '2026-11-16T08:15:00.500Z',
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  });
  expect(envelope).not.toHaveProperty('subject');
});

test('a CloudEvent without a time is accepted, and no time is made up', () => {
  const { time: _, ...rest } = event;
  expect(parseEnvelope(rest).envelope?.registeredAt).toBeNull();
});

test('each form of reporter is recognised in the source', () => {
  const kinds = ['990101', 'municipality-0751', 'jobcentre-0751', 'company-12345678', 'cpr', 'income-register'];
  expect(kinds.map((reporter) => parseSource(`/systems/a/reporters/${reporter}`)?.kind)).toEqual([
    'institution',
    'municipality',
    'jobcentre',
    'company',
    'cpr',
    'income-register',
  ]);
  for (const bad of [
    '/systems/a/reporters/99010',
    '/systems//reporters/cpr',
    '/systems/a/reporters/cpr/',
    'systems/a/reporters/cpr',
    '/systems/a/reporters/ungestatus',
  ])
    expect(parseSource(bad)).toBeUndefined();
});

test('an unknown type is refused with the type that was probably meant', () => {
  expect(errorsOf({ type: 'dk.ungestatus.education-interupted.v1' })).toEqual([
    'unknown-type /type dk.ungestatus.education-interrupted.v1',
  ]);
  for (const meant of [
    'education-interrupted',
    'education-interrupted.v1',
    'ungestatus.education_interrupted',
    'DK.UNGESTATUS.EDUCATION-INTERRUPTED.V1',
    'dk.ungestatus.educationInterrupted.v7',
    ' dk.ungestatus.education-interrupted.v1 ',
  ]) {
    expect(errorsOf({ type: meant })).toEqual(['unknown-type /type dk.ungestatus.education-interrupted.v1']);
  }
  expect(errorsOf({ type: undefined })).toEqual(['required /type']);
  expect(
    errorsOf({
      type: 'afbrud',
      data: {
        person: { key: '0b7e1c9a-4f1d-4b6e-9a53-0d1f6f0a2c11' },
        enrolmentId: 'E-1',
        lastDay: '2026-11-20',
        reason: { system: 'neutral', code: 'employment' },
      },
    }),
  ).toEqual(['unknown-type /type dk.ungestatus.education-interrupted.v1']);
  expect(errorsOf({ type: 17 })).toEqual(['unknown-type /type']);
});

test('a type that the service writes itself is never accepted from outside', () => {
  expect(errorsOf({ type: 'dk.ungestatus.follow-up-closed.v1' })).toEqual(['own-type /type']);
});

test('a reporter of another kind may not send the type', () => {
  expect(errorsOf({ source: '/systems/x/reporters/municipality-0751' })).toEqual(['type-not-for-reporter /type']);
});

test('an unknown attribute is refused, with the name that was probably meant', () => {
  expect(errorsOf({ tracparent: 'x' })).toEqual(['unknown-field /tracparent traceparent']);
  expect(errorsOf({ dataref: 'x', partitionkey: 'y' })).toEqual([
    'unknown-field /dataref',
    'unknown-field /partitionkey',
  ]);
});

test('all errors of an envelope are listed at once', () => {
  expect(errorsOf({ specversion: '0.3', id: '', source: 'me', time: '2026-02-30T00:00:00Z', data: [] })).toEqual([
    'spec-version /specversion 1.0',
    'sender-id /id',
    'source /source',
    'time /time',
    'object-expected /data',
  ]);
});

test.each([null, 'text', 17, [], [event], true])('%p is refused as an envelope and breaks nothing', (value) => {
  expect(parseEnvelope(value).errors.map((error) => error.code)).toEqual(['object-expected']);
});
