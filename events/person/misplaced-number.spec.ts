import { expect, test } from '@jest/globals';
import { readReport } from '../read-report.ts';
import { misplacedNumbers } from './misplaced-number.ts';

const CPR = '7403104101';
const HYPHENATED = `${CPR.slice(0, 6)}-${CPR.slice(6)}`;
const interruption = { enrolmentId: 'E-1', lastDay: '2026-11-20', reason: { system: 'udir-b06', code: 'FV' } };

const event = (change: object = {}, data: object = {}) => ({
  specversion: '1.0', id: 'i-1', source: '/systems/studia/reporters/990101', type: 'dk.ungestatus.education-interrupted.v1',
  data: { person: { cpr: CPR }, ...interruption, ...data }, ...change,
});
const told = (value: unknown): string[] => misplacedNumbers(value).map(({ pointer }) => pointer);

test.each([
  ['the id', event({ id: `left-${CPR}` }), '/id'],
  ['the id, with a hyphen', event({ id: HYPHENATED }), '/id'],
  ['the enrolment', event({}, { enrolmentId: CPR }), '/data/enrolmentId'],
  ['a code', event({}, { reason: { system: 'local', code: `x.${CPR}` } }), '/data/reason/code'],
  ['the id a correction points at', event({}, { corrects: { id: CPR }, content: {} }), '/data/corrects/id'],
  ["a correction's content", event({}, { content: { enrolmentId: CPR } }), '/data/content/enrolmentId'],
])("the person's number in %s is refused there", (_where, value, pointer) => {
  expect(told(value)).toEqual([pointer]);
  const { report, errors } = readReport(value, { sandbox: true });
  expect([report, errors.some((error) => error.code === 'civil-number-misplaced' && error.pointer === pointer)]).toEqual([undefined, true]);
  expect(JSON.stringify(errors)).not.toContain(CPR);
});

test('in its own place, repeated with the content of a correction, or in the ignored subject it is fine', () => {
  expect(told(event({ subject: CPR }, { content: { person: { cpr: CPR }, ...interruption } }))).toEqual([]);
  expect(readReport(event({ subject: CPR }), { sandbox: true }).errors).toEqual([]);
});

test('another ten digits are an honest id, and without a number there is nothing to look for', () => {
  expect(told(event({ id: '7403104102' }, { enrolmentId: '1234567890' }))).toEqual([]);
  expect(told(event({ id: CPR, data: { person: { key: '0b7e1c9a-4f1d-4b6e-9a53-0d1f6f0a2c11' } } }))).toEqual([]);
  for (const odd of [null, 7, 'x', [], {}, { data: null }, { data: { person: [CPR] } }]) expect(told(odd)).toEqual([]);
});

test('a number of refused form is looked for all the same', () => {
  expect(told(event({ id: CPR, data: { person: { cpr: HYPHENATED } } }))).toEqual(['/id']);
});

test('a body nested a hundred thousand deep, or wide as a batch, costs no more than its size', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}"${CPR}"${'}'.repeat(100_000)}`) as unknown;
  expect(told(event({ deep }))).toEqual([]);
  expect(told(event({ wide: Array.from({ length: 10_000 }, () => CPR) }))).toHaveLength(20);
});
