import { describe, expect, test } from '@jest/globals';
import { type Draft, history, named } from '../../test/given/history.ts';
import {
  changed,
  completed,
  corrected,
  interrupted,
  neverStarted,
  registered,
  riskReported,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

const START = { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' };
const TEST = { system: 'cosa', code: '3000' };
const REAL = { system: 'cosa', code: '3009' };
const applied = registered('H1', { ...START, education: TEST });
const real = registered('H1', { ...START, education: REAL });

describe('an old log with admission tests sent as enrolments', () => {
  test.each([
    'cosa',
    'coesa',
    'dk-cosa',
    'cosa.2025',
    'cosa-formaal',
    'uvm-uddannelsesmodel',
    'uddannelse',
    'education',
    'dk-education',
    'dst-udd',
    'udd',
    'cossa',
  ])('gives no status for code set %s, 2997 or 3000, in every spelling of the code', (system) => {
    for (const code of ['3000', '2997', '03000', '3000/1', '2997.1'])
      expect([
        system,
        code,
        saidOn('2024-01-01', [registered('H1', { ...START, education: { system, code } })]),
      ]).toEqual([system, code, 'unknown: never-reported']);
  });

  test.each(['isced', 'zzz', 'local-fjordhavn'])(
    'gives a status for another code set with the same digits: %s',
    (system) => {
      expect(saidOn('2024-01-01', [registered('H1', { ...START, education: { system, code: '3000' } })])).toBe(
        'enrolled',
      );
    },
  );

  test.each<[string, readonly Draft[], string, string]>([
    ['nothing is awaited', [applied], '2023-08-09', 'unknown: never-reported'],
    [
      'exits are results of a test: no interruption',
      [applied, interrupted('H1', '2024-02-01')],
      '2024-03-01',
      'unknown: never-reported',
    ],
    ['… and no completion', [applied, completed('H1', '2024-02-01')], '2024-03-01', 'unknown: never-reported'],
    ['a risk on it is none', [applied, riskReported('H1', '2023-12-01')], '2023-12-02', 'unknown: never-reported'],
    [
      'not turned up for the test is not never-started',
      [applied, neverStarted('H1', '2023-09-01')],
      '2023-10-01',
      'unknown: never-reported',
    ],
    [
      'taken back it was never an enrolment',
      [named('a', applied), withdrawn('a')],
      '2024-01-01',
      'unknown: never-reported',
    ],
    [
      'the enrolment before it stands',
      [registered('H0', { startsOn: '2021-08-01' }), interrupted('H0', '2023-06-01'), applied],
      '2024-01-01',
      'interrupted',
    ],
    [
      'changed to a real education it counts from that day',
      [applied, changed('H1', '2024-01-08', { education: REAL })],
      '2024-01-08',
      'enrolled',
    ],
    [
      '… not the day before',
      [applied, changed('H1', '2024-01-08', { education: REAL })],
      '2024-01-07',
      'unknown: never-reported',
    ],
    [
      'corrected to a real education it counts from the start',
      [named('a', applied), corrected('a', real)],
      '2023-08-10',
      'enrolled',
    ],
    [
      'changed from a real education it has run out without a word',
      [real, changed('H1', '2024-01-08', { education: TEST })],
      '2024-01-08',
      'unknown: expected-report-missing',
    ],
    [
      '… and counted the day before',
      [real, changed('H1', '2024-01-08', { education: TEST })],
      '2024-01-07',
      'enrolled',
    ],
    [
      '… an exit after that is the result of a test',
      [real, changed('H1', '2024-01-08', { education: TEST }), completed('H1', '2024-05-01')],
      '2024-06-01',
      'unknown: expected-report-missing',
    ],
    [
      'corrected from a real education it counts nowhere',
      [named('a', real), corrected('a', applied)],
      '2024-01-01',
      'unknown: never-reported',
    ],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });

  test('gives no highest completed education', () => {
    const { secondary } = statusOn(
      timeline(history(applied, completed('H1', '2024-05-01')), givenRules()),
      '2024-06-01',
    );
    expect(secondary.highestCompleted).toBeUndefined();
  });

  test('is read by rule data, which lists the codes', () => {
    const rules = givenRules({ id: 'pseudoEducations', from: '2023-08-01', value: ['2997'] });
    expect(saidOn('2024-01-01', [applied], rules)).toBe('enrolled');
  });
});
