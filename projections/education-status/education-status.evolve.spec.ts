import { describe, expect, test } from '@jest/globals';
import { type Draft, BIRTH_DATE, by, history, named } from '../../test/given/history.ts';
import {
  completed,
  interrupted,
  leaveStarted,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

type Row = [given: string, drafts: readonly Draft[], day: string, then: string];

const H1 = registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' });
const school = registered('S1', { kind: 'compulsory', startsOn: '2012-08-10', expectedEndsOn: '2021-06-30' });
const later = registered('H2', { startsOn: '2025-08-10', expectedEndsOn: '2027-06-30' });

describe('the education status', () => {
  test.each<Row>([
    ['compulsory school', [school], '2021-01-01', 'compulsory-school'],
    ['another kind of education', [H1], '2024-01-01', 'enrolled'],
    ['the same with a risk', [H1, riskReported('H1', '2024-01-01')], '2024-01-01', 'enrolled-at-risk'],
    ['compulsory school with a risk', [school, riskReported('S1', '2021-01-01')], '2021-01-01', 'enrolled-at-risk'],
    ['leave', [H1, leaveStarted('H1', '2024-01-01')], '2024-01-01', 'on-leave'],
    [
      'leave counts before risk',
      [H1, riskReported('H1', '2024-01-01'), leaveStarted('H1', '2024-01-01')],
      '2024-01-01',
      'on-leave',
    ],
    ['a start that lies ahead', [H1], '2023-08-09', 'awaiting-start'],
    ['a qualifying education completed in whole', [H1, completed('H1', '2026-06-26')], '2026-06-27', 'completed'],
    ['an interruption', [H1, interrupted('H1', '2024-02-02')], '2024-02-03', 'interrupted'],
    [
      'an education not passed',
      [H1, completed('H1', '2026-06-26', 'not-passed')],
      '2026-06-27',
      'interrupted: not-passed',
    ],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });
});

describe('unknown always has a reason', () => {
  test.each<Row>([
    ['nothing was ever reported', [], '2024-01-01', 'unknown: never-reported'],
    [
      'only a report of an enrolment nobody knows: it is held',
      [interrupted('H9', '2024-01-01')],
      '2024-01-02',
      'unknown: never-reported',
    ],
    [
      'another reporter’s enrolment of that id is another enrolment',
      [H1, by('999999', interrupted('H1', '2024-01-01'))],
      '2024-01-02',
      'enrolled',
    ],
    ['the end of an enrolment was never reported', [H1], '2026-07-31', 'unknown: expected-report-missing'],
    ['never turned up', [H1, neverStarted('H1', '2023-08-20')], '2024-01-01', 'unknown: never-started'],
    [
      'never turned up, whatever end was sent',
      [H1, interrupted('H1', '2024-02-02'), neverStarted('H1', '2023-08-20')],
      '2024-03-01',
      'unknown: never-started',
    ],
    ['all there was has been withdrawn', [named('r', H1), withdrawn('r')], '2024-01-01', 'unknown: withdrawn'],
    [
      'one withdrawn, one that never began',
      [named('r', H1), withdrawn('r'), later, neverStarted('H2', '2025-08-20')],
      '2024-01-01',
      'unknown: never-started',
    ],
    ['compulsory school completed', [school, completed('S1', '2021-06-25')], '2021-06-26', 'unknown: compulsory-ended'],
    [
      'a preparatory course completed',
      [registered('P1', { kind: 'preparatory', startsOn: '2023-01-01' }), completed('P1', '2023-06-01')],
      '2023-06-02',
      'unknown: preparatory-ended',
    ],
    [
      'another course completed',
      [registered('O1', { kind: 'other', startsOn: '2023-01-01' }), completed('O1', '2023-06-01')],
      '2023-06-02',
      'unknown: other-ended',
    ],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });
});

describe('scope ages', () => {
  test.each<Row>([
    ['the day before the 15th birthday', [school], '2020-03-09', 'out-of-scope'],
    ['the 15th birthday', [school], '2020-03-10', 'compulsory-school'],
    ['the day before the 30th birthday', [], '2035-03-09', 'unknown: never-reported'],
    ['the 30th birthday', [], '2035-03-10', 'out-of-scope'],
    [
      'the register’s birth date counts before the number’s',
      [personRegistered('2005-04-01')],
      '2020-03-31',
      'out-of-scope',
    ],
    [
      'of two the later recorded',
      [personRegistered('2005-04-01'), personRegistered('2005-03-20')],
      '2020-03-20',
      'unknown: never-reported',
    ],
    ['born on 29 February: not yet on 28 February', [personRegistered('2004-02-29')], '2019-02-28', 'out-of-scope'],
    ['born on 29 February: 1 March', [personRegistered('2004-02-29')], '2019-03-01', 'unknown: never-reported'],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });

  test('a rule that changes the age holds from its day on', () => {
    const rules = givenRules({ from: '2021-01-01', id: 'scopeFromAge', value: 17 });
    expect(saidOn('2020-12-31', [], rules)).toBe('unknown: never-reported');
    expect(saidOn('2021-01-01', [], rules)).toBe('out-of-scope');
    expect(saidOn('2022-03-10', [], rules)).toBe('unknown: never-reported');
  });
});

describe('precedence of enrolments', () => {
  test.each<Row>([
    ['active before awaiting', [H1, later], '2024-01-01', 'enrolled'],
    ['awaiting before what ended', [H1, interrupted('H1', '2024-02-02'), later], '2024-03-01', 'awaiting-start'],
    ['active again after an interruption', [H1, interrupted('H1', '2024-02-02'), later], '2025-08-10', 'enrolled'],
    [
      'what ended last',
      [H1, interrupted('H1', '2024-02-02'), later, completed('H2', '2027-06-30')],
      '2027-07-01',
      'completed',
    ],
    [
      'a report that is missing after a completion',
      [H1, completed('H1', '2025-06-30'), later],
      '2027-07-31',
      'unknown: expected-report-missing',
    ],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });

  test('chooses the later recorded end of two that ended on the same day', () => {
    const two = [H1, registered('H2', { startsOn: '2023-01-01' })];
    const whole = completed('H1', '2024-06-30');
    const broken = interrupted('H2', '2024-06-30');
    expect(saidOn('2024-07-01', [...two, whole, broken])).toBe('interrupted');
    expect(saidOn('2024-07-01', [...two, broken, whole])).toBe('completed');
  });

  test('names the later recorded of two that start on the same future day', () => {
    const spells = timeline(history(H1, registered('H2', { startsOn: '2023-08-10' })), givenRules());
    expect(statusOn(spells, '2023-01-01').enrolment?.enrolmentId).toBe('H2');
  });

  test('a person is not in scope before the birth date', () => {
    const spells = timeline(history(), givenRules());
    expect(spells[0]).toMatchObject({ from: BIRTH_DATE, status: 'out-of-scope', rule: 'status.out-of-scope' });
    expect(statusOn(spells, '1990-01-01')).toBe(spells[0]);
  });
});
