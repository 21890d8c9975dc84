import { describe, expect, test } from '@jest/globals';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import { oracleStatus } from './education-status.ts';
import { type Draft, idOf, stored } from './envelope.ts';
import { rulesByHand } from './rules-by-hand.ts';

const BORN = '2005-03-10';
const rules = rulesByHand();

function history(drafts: readonly Draft[], born: Day = BORN): PersonHistory {
  return {
    person: 'person-1',
    numberBirthDate: born,
    events: drafts.map((draft, place) => stored(draft, place, place + 1, place + 1)),
  };
}

function said(drafts: readonly Draft[], day: Day, born: Day = BORN): string {
  const { status, reason, enrolmentId, since, until } = oracleStatus(history(drafts, born), day, rules);
  return [status, reason, enrolmentId, `${since}..${until ?? ''}`].filter((part) => part !== undefined).join(' ');
}

const A = '101001';
const report = (type: Draft['type'], data: object, reporter = A): Draft => ({ type, reporter, data });
const registered = (enrolmentId: string, kind: string, startsOn: Day, expectedEndsOn?: Day): Draft =>
  report('enrolment-registered.v1', { enrolmentId, kind, startsOn, ...(expectedEndsOn && { expectedEndsOn }) });
const changed = (changedOn: Day, fields: object): Draft =>
  report('enrolment-changed.v1', { enrolmentId: 'e1', changedOn, ...fields });
const neverStarted = (enrolmentId: string): Draft =>
  report('enrolment-never-started.v1', { enrolmentId, establishedOn: '2024-09-01' });
const interrupted = (enrolmentId: string, lastDay: Day): Draft =>
  report('education-interrupted.v1', { enrolmentId, lastDay });
const completed = (enrolmentId: string, completedOn: Day, extent = 'whole'): Draft =>
  report('education-completed.v1', { enrolmentId, completedOn, extent });
const leave = (from: Day): Draft => report('leave-started.v1', { enrolmentId: 'e1', from });
const leaveEnded = (lastDay: Day): Draft => report('leave-ended.v1', { enrolmentId: 'e1', lastDay });
const risk = (assessedOn: Day, level?: string): Draft =>
  report('dropout-risk-reported.v1', { enrolmentId: 'e1', assessedOn, ...(level && { level }) });
const riskGone = (withdrawnOn: Day): Draft => report('dropout-risk-withdrawn.v1', { enrolmentId: 'e1', withdrawnOn });
const withdraw = (target: number, reporter = A): Draft =>
  report('report-withdrawn.v1', { target: idOf(target) }, reporter);
const correct = (target: number, type: string, content: object, reporter = A): Draft =>
  report('report-corrected.v1', { target: idOf(target), contentTypes: [type], content }, reporter);

const htx = registered('e1', 'upper-secondary', '2023-08-10', '2026-06-30');
const outOfScope = [
  'unknown never-reported 2020-03-10..2035-03-09',
  'out-of-scope 2005-03-10..2020-03-09',
  'out-of-scope 2035-03-10..',
];

type Case = readonly [sentence: string, drafts: readonly Draft[], day: Day, expected: string];

const nothingAndAge: readonly Case[] = [
  ['nobody reported anything', [], '2024-01-01', outOfScope[0] ?? ''],
  ['the day before fifteen is out of scope', [], '2020-03-09', outOfScope[1] ?? ''],
  ['the thirtieth birthday is out of scope', [], '2035-03-10', outOfScope[2] ?? ''],
  [
    'a registered birth date counts before the number',
    [report('person-registered.v1', { birthDate: '2004-02-29' }, 'cpr')],
    '2019-03-01',
    'unknown never-reported 2019-03-01..2034-02-28',
  ],
  [
    'an age limit cuts an enrolment',
    [registered('e1', 'compulsory', '2014-08-10', '2021-06-30')],
    '2020-03-10',
    'compulsory-school e1 2020-03-10..2021-07-30',
  ],
  ['a report of an unknown enrolment is held', [interrupted('e1', '2024-01-31')], '2024-02-01', outOfScope[0] ?? ''],
];

const endsAndLimits: readonly Case[] = [
  ['awaiting until the day before the start', [htx], '2022-01-01', 'awaiting-start e1 2020-03-10..2023-08-09'],
  ['believed for thirty days past the expected end', [htx], '2026-07-30', 'enrolled e1 2023-08-10..2026-07-30'],
  [
    'then the expected report is missing',
    [htx],
    '2026-07-31',
    'unknown expected-report-missing e1 2026-07-31..2035-03-09',
  ],
  [
    'without an expected end the longest duration has no grace',
    [registered('e1', 'vocational', '2023-08-31')],
    '2029-02-28',
    'enrolled e1 2023-08-31..2029-02-28',
  ],
  [
    'the last day of an interruption still holds',
    [htx, interrupted('e1', '2024-10-11')],
    '2024-10-11',
    'enrolled e1 2023-08-10..2024-10-11',
  ],
  [
    'interrupted from the day after',
    [htx, interrupted('e1', '2024-10-11')],
    '2024-10-12',
    'interrupted e1 2024-10-12..2035-03-09',
  ],
  [
    'a known end overrides the limit',
    [htx, completed('e1', '2026-12-31')],
    '2026-12-31',
    'enrolled e1 2023-08-10..2026-12-31',
  ],
  [
    'completed whole on a qualifying kind',
    [htx, completed('e1', '2026-06-26')],
    '2030-01-01',
    'completed e1 2026-06-27..2035-03-09',
  ],
  [
    'not passed is an interruption with its reason',
    [htx, completed('e1', '2026-06-26', 'not-passed')],
    '2026-06-27',
    'interrupted not-passed e1 2026-06-27..2035-03-09',
  ],
  [
    'a part ends nothing',
    [htx, completed('e1', '2024-06-26', 'part')],
    '2024-06-27',
    'enrolled e1 2023-08-10..2026-07-30',
  ],
  [
    'of two ends the later recorded counts',
    [htx, completed('e1', '2026-06-26'), interrupted('e1', '2025-01-31')],
    '2025-02-01',
    'interrupted e1 2025-02-01..2035-03-09',
  ],
  [
    'an end before the start is not effective',
    [htx, interrupted('e1', '2023-08-09')],
    '2023-08-10',
    'enrolled e1 2023-08-10..2026-07-30',
  ],
  [
    'school completed whole leaves a reason',
    [registered('e1', 'compulsory', '2012-08-10'), completed('e1', '2021-06-30')],
    '2021-07-01',
    'unknown compulsory-ended e1 2021-07-01..2035-03-09',
  ],
  [
    'a changed kind decides the outcome on its last day',
    [htx, changed('2024-08-01', { kind: 'preparatory' }), completed('e1', '2025-06-30')],
    '2025-07-01',
    'unknown preparatory-ended e1 2025-07-01..2035-03-09',
  ],
  [
    'a changed start counts for its whole life',
    [htx, changed('2024-08-01', { startsOn: '2023-08-14' })],
    '2023-08-13',
    'awaiting-start e1 2020-03-10..2023-08-13',
  ],
];

const several: readonly Case[] = [
  [
    'never started counts from nowhere',
    [htx, interrupted('e1', '2024-10-11'), neverStarted('e1')],
    '2024-10-12',
    'unknown never-started 2020-03-10..2035-03-09',
  ],
  [
    'the latest start wins among active ones',
    [htx, registered('e2', 'compulsory', '2023-08-11', '2024-06-30')],
    '2024-01-01',
    'compulsory-school e2 2023-08-11..2024-07-30',
  ],
  [
    'equal starts: the later recorded',
    [htx, registered('e2', 'other', '2023-08-10', '2024-06-30')],
    '2024-07-31',
    'enrolled e1 2024-07-31..2026-07-30',
  ],
  [
    'awaiting stands before what ended',
    [htx, interrupted('e1', '2024-10-11'), registered('e2', 'higher', '2025-02-01', '2028-01-31')],
    '2024-10-12',
    'awaiting-start e2 2024-10-12..2025-01-31',
  ],
  [
    'of equal ends the later recorded end report decides',
    [htx, registered('e2', 'other', '2023-09-01'), interrupted('e2', '2024-10-11'), completed('e1', '2024-10-11')],
    '2024-10-12',
    'completed e1 2024-10-12..2035-03-09',
  ],
];

const leaveAndRisk: readonly Case[] = [
  [
    'leave holds through its last day and beats risk',
    [htx, risk('2024-01-10'), leave('2024-01-15'), leaveEnded('2024-02-14')],
    '2024-02-14',
    'on-leave e1 2024-01-15..2024-02-14',
  ],
  [
    'after the leave the risk shows',
    [htx, risk('2024-01-10'), leave('2024-01-15'), leaveEnded('2024-02-14')],
    '2024-02-15',
    'enrolled-at-risk e1 2024-02-15..2024-04-09',
  ],
  [
    'leave without a last day lasts as long as the enrolment',
    [htx, leave('2024-01-15')],
    '2026-07-30',
    'on-leave e1 2024-01-15..2026-07-30',
  ],
  [
    'a risk of 30 November is gone on 29 February',
    [htx, risk('2023-11-30', 'yellow')],
    '2024-01-01',
    'enrolled-at-risk e1 2023-11-30..2024-02-28',
  ],
  [
    'on the day of withdrawal the risk is gone',
    [htx, risk('2024-01-10'), riskGone('2024-01-20')],
    '2024-01-10',
    'enrolled-at-risk e1 2024-01-10..2024-01-19',
  ],
  [
    'green ends it, the same day by the later recorded',
    [htx, risk('2024-01-10'), risk('2024-01-10', 'green')],
    '2024-01-10',
    'enrolled e1 2023-08-10..2026-07-30',
  ],
];

const corrections: readonly Case[] = [
  ['all there was is withdrawn', [htx, withdraw(0)], '2024-01-01', 'unknown withdrawn 2020-03-10..2035-03-09'],
  [
    'a withdrawn withdrawal has no effect',
    [htx, withdraw(0), withdraw(1)],
    '2024-01-01',
    'enrolled e1 2023-08-10..2026-07-30',
  ],
  ['somebody else withdraws nothing', [htx, withdraw(0, '202002')], '2024-01-01', 'enrolled e1 2023-08-10..2026-07-30'],
  [
    'a correction before its target counts once both are there',
    [
      correct(1, 'education-interrupted.v1', { enrolmentId: 'e1', lastDay: '2024-02-29' }),
      interrupted('e1', '2024-10-11'),
      htx,
    ],
    '2024-03-01',
    'interrupted e1 2024-03-01..2035-03-09',
  ],
  [
    'a correction of the correction replaces the first content',
    [
      htx,
      interrupted('e1', '2024-10-11'),
      correct(1, 'education-interrupted.v1', { enrolmentId: 'e1', lastDay: '2024-02-29' }),
      correct(2, 'education-interrupted.v1', { enrolmentId: 'e1', lastDay: '2024-04-30' }),
    ],
    '2024-05-01',
    'interrupted e1 2024-05-01..2035-03-09',
  ],
  [
    'withdrawing a correction brings the earlier content back',
    [
      htx,
      interrupted('e1', '2024-10-11'),
      correct(1, 'education-interrupted.v1', { enrolmentId: 'e1', lastDay: '2024-02-29' }),
      withdraw(2),
    ],
    '2024-10-11',
    'enrolled e1 2023-08-10..2024-10-11',
  ],
  [
    'content of another type has no effect',
    [htx, interrupted('e1', '2024-10-11'), correct(1, 'leave-ended.v1', { enrolmentId: 'e1', lastDay: '2024-02-29' })],
    '2024-10-11',
    'enrolled e1 2023-08-10..2024-10-11',
  ],
  [
    'a corrected end is recorded with its correction',
    [
      htx,
      interrupted('e1', '2024-10-11'),
      completed('e1', '2026-06-26'),
      correct(1, 'education-interrupted.v1', { enrolmentId: 'e1', lastDay: '2024-10-10' }),
    ],
    '2024-10-11',
    'interrupted e1 2024-10-11..2035-03-09',
  ],
];

describe.each([
  ['nothing known and age', nothingAndAge],
  ['ends and limits', endsAndLimits],
  ['several enrolments', several],
  ['leave and risk', leaveAndRisk],
  ['corrections and withdrawals', corrections],
])('the oracle by hand: %s', (_, cases) => {
  test.each(cases)('%s', (_sentence, drafts, day, expected) => {
    expect(said(drafts, day)).toBe(expected);
  });
});
