import { describe, expect, test } from '@jest/globals';
import { type Draft, named } from '../../test/given/history.ts';
import { corrected, interrupted, leaveEnded, leaveStarted, registered, riskReported, riskWithdrawn, withdrawn } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';

type Row = [given: string, drafts: readonly Draft[], day: string, then: string];

const H1 = registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' });
const leave = leaveStarted('H1', '2024-01-10', '2024-04-30');
const risk = riskReported('H1', '2023-11-30');

describe('leave', () => {
  test.each<Row>([
    ['not the day before it starts', [H1, leave], '2024-01-09', 'enrolled'],
    ['from its first day', [H1, leave], '2024-01-10', 'on-leave'],
    ['past the expected end as long as no end is reported', [H1, leave], '2025-01-01', 'on-leave'],
    ['not past the end of the enrolment', [H1, leave, interrupted('H1', '2024-02-02')], '2024-02-03', 'interrupted'],
    ['not past the limit of the enrolment', [H1, leave], '2026-07-31', 'unknown: expected-report-missing'],
    ['through its last day', [H1, leave, leaveEnded('H1', '2024-03-31')], '2024-03-31', 'on-leave'],
    ['over the day after', [H1, leave, leaveEnded('H1', '2024-03-31')], '2024-04-01', 'enrolled'],
    ['an end before any leave began has no effect', [H1, leave, leaveEnded('H1', '2024-01-09')], '2024-02-01', 'on-leave'],
    ['an end belongs to the leave that began last before it', [H1, leave, leaveEnded('H1', '2024-03-31'), leaveStarted('H1', '2025-01-01')], '2025-02-01', 'on-leave'],
    ['… so an earlier leave left open goes on', [H1, leave, leaveStarted('H1', '2024-03-01'), leaveEnded('H1', '2024-03-31')], '2024-04-01', 'on-leave'],
    ['of two ends of one leave the later recorded', [H1, leave, leaveEnded('H1', '2024-05-31'), leaveEnded('H1', '2024-03-31')], '2024-04-01', 'enrolled'],
    ['the same leave sent twice is one', [H1, leave, leave, leaveEnded('H1', '2024-03-31')], '2024-04-01', 'enrolled'],
    ['a leave of an enrolment nobody knows is held', [leaveStarted('H2', '2024-01-10'), H1], '2024-01-10', 'enrolled'],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });
});

describe('risk', () => {
  test.each<Row>([
    ['not the day before the assessment', [H1, risk], '2023-11-29', 'enrolled'],
    ['from the day of assessment; without a level it is red', [H1, risk], '2023-11-30', 'enrolled-at-risk'],
    ['yellow counts', [H1, riskReported('H1', '2023-11-30', 'yellow')], '2023-12-01', 'enrolled-at-risk'],
    ['green does not', [H1, riskReported('H1', '2023-11-30', 'green')], '2023-12-01', 'enrolled'],
    ['green ends red', [H1, risk, riskReported('H1', '2023-12-15', 'green')], '2023-12-15', 'enrolled'],
    ['withdrawn: gone on that day', [H1, risk, riskWithdrawn('H1', '2023-12-15')], '2023-12-15', 'enrolled'],
    ['withdrawn: there the day before', [H1, risk, riskWithdrawn('H1', '2023-12-15')], '2023-12-14', 'enrolled-at-risk'],
    ['it lasts to the day before three months have passed', [H1, risk], '2024-02-28', 'enrolled-at-risk'],
    ['30 November and three months is 29 February', [H1, risk], '2024-02-29', 'enrolled'],
    ['a later assessment renews it', [H1, risk, riskReported('H1', '2024-02-01')], '2024-04-30', 'enrolled-at-risk'],
    ['on the same day the later recorded: reported', [H1, riskWithdrawn('H1', '2023-11-30'), risk], '2023-11-30', 'enrolled-at-risk'],
    ['on the same day the later recorded: withdrawn', [H1, risk, riskWithdrawn('H1', '2023-11-30')], '2023-11-30', 'enrolled'],
    ['reports of the past come in any order', [H1, riskWithdrawn('H1', '2023-12-15'), risk], '2023-12-15', 'enrolled'],
    ['a withdrawal before the assessment ends nothing', [H1, risk, riskWithdrawn('H1', '2023-11-01')], '2023-12-01', 'enrolled-at-risk'],
    ['a report taken back never was', [H1, named('r', risk), withdrawn('r')], '2023-12-01', 'enrolled'],
    ['a corrected day holds', [H1, named('r', risk), corrected('r', riskReported('H1', '2023-12-10'))], '2023-12-01', 'enrolled'],
    ['it ends with the enrolment', [H1, risk, interrupted('H1', '2023-12-20')], '2023-12-21', 'interrupted'],
    ['a risk on another enrolment does not count', [H1, registered('H2', { startsOn: '2023-01-01' }), riskReported('H2', '2023-11-30')], '2023-12-01', 'enrolled'],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });

  test('how long it lasts is read on the day asked', () => {
    const rules = givenRules({ from: '2024-01-15', id: 'riskMonths', value: 1 });
    expect(saidOn('2024-01-14', [H1, risk], rules)).toBe('enrolled-at-risk');
    expect(saidOn('2024-01-15', [H1, risk], rules)).toBe('enrolled');
  });
});
