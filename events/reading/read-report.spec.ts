import { expect, test } from '@jest/globals';
import { readReport } from './read-report.ts';

const CPR = '7403104101';
const sandbox = { sandbox: true };
const source = '/systems/studia/reporters/990101';
const reason = { system: 'neutral', code: 'employment' };
const interruption = { enrolmentId: 'E-1', lastDay: '2026-11-20', reason };

function event(type: string, data: unknown): Record<string, unknown> {
  return { specversion: '1.0', id: 'i-1', source, type: `dk.ungestatus.${type}.v1`, data };
}

const told = (value: unknown, tenant = sandbox): string[] =>
  readReport(value, tenant).errors.map(
    (error) => `${error.code} ${error.pointer}${error.didYouMean === undefined ? '' : ` ${error.didYouMean}`}`,
  );

test('reading a report separates its person from its data and gives the birth date of the number', () => {
  const { report } = readReport(event('education-interrupted', { person: { cpr: CPR }, ...interruption }), sandbox);
  expect(report).toEqual({
    type: 'education-interrupted.v1',
    data: interruption,
    person: { cpr: CPR, birthDate: '2010-03-14' },
    source,
    senderId: 'i-1',
    systemId: 'studia',
    reporter: '990101',
    reporterKind: 'institution',
    registeredAt: null,
  });
});

test('errors of envelope, data and civil number are listed at once', () => {
  const bad = {
    ...event('education-interrupted', {
      person: { cpr: '9002304101' },
      ...interruption,
      lastday: 1,
      reason: { system: 'neutral', code: 'employed' },
    }),
    id: '',
  };
  expect(told(bad)).toEqual([
    'sender-id /id',
    'unknown-field /data/lastday lastDay',
    'unknown-neutral-code /data/reason/code employment',
    'cpr-date /data/person/cpr',
  ]);
});

test('exactly one of cpr and key names the person of a report', () => {
  const key = '0b7e1c9a-4f1d-4b6e-9a53-0d1f6f0a2c11';
  expect(told(event('education-interrupted', { person: { key }, ...interruption }))).toEqual([]);
  expect(told(event('education-interrupted', { person: { key, cpr: CPR }, ...interruption }))).toEqual([
    'person-one-of /data/person',
  ]);
  expect(told(event('education-interrupted', { person: {}, ...interruption }))).toEqual(['person-one-of /data/person']);
  expect(told(event('education-interrupted', { person: { cpr: '740310-4101' }, ...interruption }))).toEqual([
    'cpr-format /data/person/cpr',
  ]);
});

test('no error repeats a civil number, wherever it was put', () => {
  const data = {
    person: { cpr: `${CPR}1`, [CPR]: CPR },
    ...interruption,
    [`x${CPR}`]: CPR,
    enrolmentId: [CPR],
    reason: { system: CPR, code: `${CPR} ${CPR}` },
  };
  const { errors } = readReport(
    { ...event('education-interrupted', data), [CPR]: 1, type: `dk.ungestatus.${CPR}.v1`, subject: [CPR] },
    sandbox,
  );
  expect(errors.length).toBeGreaterThan(2);
  expect(JSON.stringify(errors)).not.toContain(CPR);
  expect(JSON.stringify(readReport(event('education-interrupted', data), sandbox).errors)).not.toContain(CPR);
});

test('a correction is read with the types that its content fits and without the repeated person', () => {
  const content = { person: { cpr: CPR }, ...interruption };
  const { report } = readReport(
    event('report-corrected', { person: { cpr: CPR }, corrects: { id: 'i-0' }, content }),
    sandbox,
  );
  expect(report?.data).toEqual({
    corrects: { id: 'i-0' },
    content: interruption,
    contentTypes: ['education-interrupted.v1'],
  });
});

test("a correction's content is checked by the decision, which knows its target", () => {
  const correct = (content: unknown): string[] =>
    told(event('report-corrected', { person: { cpr: CPR }, corrects: { id: 'i-0' }, content }));
  expect(correct({ ...interruption, lastDay: 'soon' })).toEqual([]);
  expect(correct({ ...interruption, person: { cpr: '7403104102' } })).toEqual(['other-person /data/content/person']);
});

test('a school may not send content that only the register may send', () => {
  const { report } = readReport(
    event('report-corrected', { person: { cpr: CPR }, corrects: { id: 'i-0' }, content: { birthDate: '2010-03-14' } }),
    sandbox,
  );
  expect(report?.data).toMatchObject({ contentTypes: [] });
});

test('a body nested a hundred thousand levels deep is refused like any other', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) as unknown;
  expect(told(event('education-interrupted', deep))).toContain('unknown-field /data/a');
  expect(told(event('education-interrupted', { person: deep, ...interruption, reason: deep }))).toContain(
    'unknown-field /data/person/a',
  );
});
