import { expect, test } from '@jest/globals';
import { type ConnectionContext, type ConnectionFields, connectionRefusals } from './connection.decide.ts';

const CONNECTION: ConnectionFields = { system: 'sa-nord', step: 'asked', from: '2026-08-01', intakeMode: 'automatic' };
const context: ConnectionContext = {
  byOperator: false,
  isUnknownOn: () => false,
  mayReport: (type) => type === 'education-interrupted.v1',
};
const refused = (data: ConnectionFields, given: Partial<ConnectionContext> = {}): string[] =>
  connectionRefusals({ ...CONNECTION, ...data }, { ...context, ...given }).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

test.each([
  { step: 'asked', by: 'reporter' },
  { step: 'checked', by: 'operator' },
  { step: 'confirmed', by: 'reporter' },
] as const)('the step $step is stated by the $by alone', ({ step, by }) => {
  expect(refused({ step }, { byOperator: by === 'operator' })).toEqual([]);
  expect(refused({ step }, { byOperator: by !== 'operator' })).toEqual(['/data/step step-not-yours']);
});

test('each type that the reporter may never send is refused at its place', () => {
  expect(refused({ types: ['education-interrupted.v1', 'residence-changed.v1', 'nothing.v1'] })).toEqual([
    '/data/types/1 type-not-for-reporter',
    '/data/types/2 type-not-for-reporter',
  ]);
});

test('the last day may be the first one, not the day before it', () => {
  expect(refused({ until: '2026-08-01' })).toEqual([]);
  expect(refused({ until: '2026-07-31' })).toEqual(['/data/until until-before-from']);
});

test('an institution is known on the first day; for an end on any day', () => {
  const asked: (string | undefined)[] = [];
  const isUnknownOn = (day: string | undefined): boolean => asked.push(day) > 0;
  expect(refused({}, { isUnknownOn })).toEqual(['/source unknown-institution']);
  expect(connectionRefusals({ system: 'sa-nord', lastDay: '2026-12-31' }, { ...context, isUnknownOn })).toHaveLength(1);
  expect(asked).toEqual(['2026-08-01', undefined]);
});
