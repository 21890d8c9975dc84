import { describe, expect, test } from '@jest/globals';
import { type Draft, history, named } from '../../test/given/history.ts';
import {
  completed,
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  registered,
  riskReported,
  riskWithdrawn,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

type Row = [given: string, drafts: readonly Draft[], day: string, then: string];

const H1 = registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' });
const leave = leaveStarted('H1', '2024-01-10', '2024-04-30');
const risk = riskReported('H1', '2023-11-30');

describe('the status on leave', () => {
  test.each<Row>([
    ['not the day before it starts', [H1, leave], '2024-01-09', 'enrolled'],
    ['from its first day', [H1, leave], '2024-01-10', 'on-leave'],
    ['past the expected end as long as no end is reported', [H1, leave], '2025-01-01', 'on-leave'],
    ['not past the end of the enrolment', [H1, leave, interrupted('H1', '2024-02-02')], '2024-02-03', 'interrupted'],
    ['not past the limit of the enrolment', [H1, leave], '2026-07-31', 'unknown: expected-report-missing'],
    ['through its last day', [H1, leave, leaveEnded('H1', '2024-03-31')], '2024-03-31', 'on-leave'],
    ['over the day after', [H1, leave, leaveEnded('H1', '2024-03-31')], '2024-04-01', 'enrolled'],
    [
      'an end before any leave began has no effect',
      [H1, leave, leaveEnded('H1', '2024-01-09')],
      '2024-02-01',
      'on-leave',
    ],
    [
      'an end belongs to the leave that began last before it',
      [H1, leave, leaveEnded('H1', '2024-03-31'), leaveStarted('H1', '2025-01-01')],
      '2025-02-01',
      'on-leave',
    ],
    [
      'a second start while it runs is the same leave, and the end closes it',
      [H1, leave, leaveStarted('H1', '2024-03-01'), leaveEnded('H1', '2024-03-31')],
      '2024-04-01',
      'enrolled',
    ],
    [
      '… which began with the first start',
      [H1, leave, leaveStarted('H1', '2024-03-01'), leaveEnded('H1', '2024-03-31')],
      '2024-02-01',
      'on-leave',
    ],
    [
      'told on 1 and 6 October, ended on 30 November: over in December',
      [H1, leaveStarted('H1', '2024-10-01'), leaveStarted('H1', '2024-10-06'), leaveEnded('H1', '2024-11-30')],
      '2024-12-01',
      'enrolled',
    ],
    [
      '… in whatever order it is told',
      [H1, leaveEnded('H1', '2024-11-30'), leaveStarted('H1', '2024-10-06'), leaveStarted('H1', '2024-10-01')],
      '2024-12-01',
      'enrolled',
    ],
    [
      'told three times it is ended by one end',
      [
        H1,
        leaveStarted('H1', '2024-10-01'),
        leaveStarted('H1', '2024-10-06'),
        leaveStarted('H1', '2024-11-30'),
        leaveEnded('H1', '2024-11-30'),
      ],
      '2024-12-01',
      'enrolled',
    ],
    [
      'a start the day after the end is a new leave',
      [H1, leave, leaveEnded('H1', '2024-03-31'), leaveStarted('H1', '2024-04-01')],
      '2026-01-01',
      'on-leave',
    ],
    [
      'of two ends of one leave the later recorded',
      [H1, leave, leaveEnded('H1', '2024-05-31'), leaveEnded('H1', '2024-03-31')],
      '2024-04-01',
      'enrolled',
    ],
    ['the same leave sent twice is one', [H1, leave, leave, leaveEnded('H1', '2024-03-31')], '2024-04-01', 'enrolled'],
    ['a leave of an enrolment nobody knows is held', [leaveStarted('H2', '2024-01-10'), H1], '2024-01-10', 'enrolled'],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });
});

describe('the status at risk', () => {
  test.each<Row>([
    ['not the day before the assessment', [H1, risk], '2023-11-29', 'enrolled'],
    ['from the day of assessment; without a level it is red', [H1, risk], '2023-11-30', 'enrolled-at-risk'],
    ['yellow counts', [H1, riskReported('H1', '2023-11-30', 'yellow')], '2023-12-01', 'enrolled-at-risk'],
    ['green does not', [H1, riskReported('H1', '2023-11-30', 'green')], '2023-12-01', 'enrolled'],
    ['green ends red', [H1, risk, riskReported('H1', '2023-12-15', 'green')], '2023-12-15', 'enrolled'],
    ['withdrawn: gone on that day', [H1, risk, riskWithdrawn('H1', '2023-12-15')], '2023-12-15', 'enrolled'],
    [
      'withdrawn: there the day before',
      [H1, risk, riskWithdrawn('H1', '2023-12-15')],
      '2023-12-14',
      'enrolled-at-risk',
    ],
    ['it lasts to the day before three months have passed', [H1, risk], '2024-02-28', 'enrolled-at-risk'],
    ['30 November and three months is 29 February', [H1, risk], '2024-02-29', 'enrolled'],
    ['a later assessment renews it', [H1, risk, riskReported('H1', '2024-02-01')], '2024-04-30', 'enrolled-at-risk'],
    [
      'on the same day the later recorded: reported',
      [H1, riskWithdrawn('H1', '2023-11-30'), risk],
      '2023-11-30',
      'enrolled-at-risk',
    ],
    [
      'on the same day the later recorded: withdrawn',
      [H1, risk, riskWithdrawn('H1', '2023-11-30')],
      '2023-11-30',
      'enrolled',
    ],
    ['reports of the past come in any order', [H1, riskWithdrawn('H1', '2023-12-15'), risk], '2023-12-15', 'enrolled'],
    [
      'a withdrawal before the assessment ends nothing',
      [H1, risk, riskWithdrawn('H1', '2023-11-01')],
      '2023-12-01',
      'enrolled-at-risk',
    ],
    ['a report taken back never was', [H1, named('r', risk), withdrawn('r')], '2023-12-01', 'enrolled'],
    [
      'a corrected day holds',
      [H1, named('r', risk), corrected('r', riskReported('H1', '2023-12-10'))],
      '2023-12-01',
      'enrolled',
    ],
    ['it ends with the enrolment', [H1, risk, interrupted('H1', '2023-12-20')], '2023-12-21', 'interrupted'],
    [
      'a risk on another enrolment does not count',
      [H1, registered('H2', { startsOn: '2023-01-01' }), riskReported('H2', '2023-11-30')],
      '2023-12-01',
      'enrolled',
    ],
  ])('%s', (_given, drafts, day, then) => {
    expect(saidOn(day, drafts)).toBe(then);
  });

  test('reads the duration of a risk on the day of the question', () => {
    const rules = givenRules({ from: '2024-01-15', id: 'riskMonths', value: 1 });
    expect(saidOn('2024-01-14', [H1, risk], rules)).toBe('enrolled-at-risk');
    expect(saidOn('2024-01-15', [H1, risk], rules)).toBe('enrolled');
  });
});

describe('the trace of an expired risk', () => {
  const beside = (day: string, ...drafts: readonly Draft[]) =>
    statusOn(timeline(history(H1, ...drafts), givenRules()), day).secondary.risk;
  const trace = { state: 'expired-not-renewed', since: '2024-02-29', level: 'red', assessedOn: '2023-11-30' };

  test('is shown beside the status from the day it no longer counts, on leave too', () => {
    expect(beside('2024-02-28', risk)).toMatchObject({ state: 'active', expiresOn: '2024-02-29' });
    expect(beside('2024-02-29', risk)).toMatchObject(trace);
    expect(beside('2026-06-30', risk)).toMatchObject(trace);
    expect(beside('2024-03-01', risk, leaveStarted('H1', '2024-03-01'))).toMatchObject(trace);
  });

  test.each<[string, readonly Draft[], string]>([
    ['the next assessment, red', [risk, riskReported('H1', '2024-05-01')], '2024-05-01'],
    ['the next assessment, green', [risk, riskReported('H1', '2024-05-01', 'green')], '2024-05-01'],
    ['a withdrawal', [risk, riskWithdrawn('H1', '2024-05-01')], '2024-05-01'],
    ["the enrolment's end", [risk, interrupted('H1', '2024-04-30')], '2024-05-01'],
    ["the enrolment's running out", [risk], '2026-07-31'],
  ])('ends with %s', (_given, drafts, day) => {
    expect(beside('2024-04-30', ...drafts)).toMatchObject(trace);
    expect(beside(day, ...drafts)?.state).not.toBe('expired-not-renewed');
  });

  test('does not exist if the risk was green or withdrawn before it expired', () => {
    expect(beside('2024-03-01', riskReported('H1', '2023-11-30', 'green'))).toBeUndefined();
    expect(beside('2024-03-01', risk, riskWithdrawn('H1', '2024-01-01'))).toBeUndefined();
  });
});

describe('an enrolment in FGU without a reported end', () => {
  const fgu = registered('H1', { startsOn: '2024-08-12', kind: 'preparatory' });
  const on = (day: string, ...drafts: readonly Draft[]) => statusOn(timeline(history(...drafts), givenRules()), day);

  test('is enrolled for 3 years, with a warning from 2 on', () => {
    expect(
      ['2026-08-11', '2026-08-12', '2027-07-01', '2027-08-12'].map(
        (day) => on(day, fgu).secondary.extensionNotReported?.since,
      ),
    ).toEqual([undefined, '2026-08-12', '2026-08-12', '2026-08-12']);
    expect(['2027-07-01', '2027-08-12'].map((day) => on(day, fgu).status)).toEqual(['enrolled', 'enrolled']);
    expect(on('2027-08-13', fgu)).toMatchObject({
      status: 'unknown',
      reason: 'expected-report-missing',
      secondary: {},
    });
  });

  test.each<[string, readonly Draft[]]>([
    [
      'an expected end',
      [registered('H1', { startsOn: '2024-08-12', expectedEndsOn: '2027-06-30', kind: 'preparatory' })],
    ],
    ['a reported end', [fgu, completed('H1', '2027-06-30')]],
    ['another kind', [registered('H1', { startsOn: '2024-08-12', kind: 'vocational' })]],
  ])('needs no warning for %s', (_given, drafts) => {
    expect(on('2026-12-01', ...drafts).secondary.extensionNotReported).toBeUndefined();
  });
});
