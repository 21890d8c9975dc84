import { describe, expect, test } from '@jest/globals';
import { type Draft, firstOf, history, named } from '../../test/given/history.ts';
import {
  changed,
  completed,
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  neverStarted,
  personRegistered,
  registered,
  riskReported,
  riskWithdrawn,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { statusOn, timeline } from './education-status.evolve.ts';
import { EDUCATION_STATUSES, STATUS_REASONS } from './statuses.ts';

const H1 = named('H1', registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' }));
const broken = named('broken', interrupted('H1', '2024-02-02'));
const risk = named('risk', riskReported('H1', '2023-11-30'));
const on = (day: string, ...drafts: Draft[]) => statusOn(timeline(history(...drafts), givenRules()), day);

describe('the deciding events of a status', () => {
  test.each<[string, Draft[], string, string[]]>([
    ['of an enrolment: its registration', [H1, risk], '2023-11-29', ['H1']],
    ['of an end: both', [H1, broken], '2024-03-01', ['H1', 'broken']],
    ['of a risk: registration and assessment', [H1, risk], '2023-12-01', ['H1', 'risk']],
    [
      'of a leave: registration, start and end',
      [H1, named('l', leaveStarted('H1', '2024-01-01')), named('m', leaveEnded('H1', '2024-02-01'))],
      '2024-01-15',
      ['H1', 'l', 'm'],
    ],
    [
      'a change that sets a date',
      [H1, named('c', changed('H1', '2024-01-01', { startsOn: '2023-09-01' }))],
      '2023-08-20',
      ['H1', 'c'],
    ],
    [
      'a change not yet in force does not',
      [H1, named('c', changed('H1', '2024-01-01', { kind: 'higher' }))],
      '2023-12-31',
      ['H1'],
    ],
    ['the register’s birth date', [named('p', personRegistered('2005-03-10')), H1], '2024-01-01', ['p', 'H1']],
    [
      'a correction with what it corrects',
      [H1, broken, named('x', corrected('broken', interrupted('H1', '2024-03-01')))],
      '2024-04-01',
      ['H1', 'broken', 'x'],
    ],
    [
      'of never-started: it and the registration',
      [H1, named('n', neverStarted('H1', '2023-08-20'))],
      '2024-01-01',
      ['H1', 'n'],
    ],
    ['of withdrawn: the registration and its withdrawal', [H1, named('w', withdrawn('H1'))], '2024-01-01', ['H1', 'w']],
    ['of never-reported: nothing', [broken], '2024-01-01', []],
  ])('%s', (_what, drafts, day, deciding) => {
    expect(on(day, ...drafts).deciding).toEqual(deciding);
  });
});

describe('since and until of a status', () => {
  test('run over what changes inside one status on one enrolment', () => {
    const again = riskReported('H1', '2024-01-15', 'yellow');
    const spells = timeline(
      history(H1, risk, again, changed('H1', '2023-10-01', { department: 'north' })),
      givenRules(),
    );
    expect(spells.map(({ from, status, since, until }) => [from, status, since, until])).toEqual([
      ['2005-03-10', 'out-of-scope', '2005-03-10', '2020-03-09'],
      ['2020-03-10', 'awaiting-start', '2020-03-10', '2023-08-09'],
      ['2023-08-10', 'enrolled', '2023-08-10', '2023-11-29'],
      ['2023-10-01', 'enrolled', '2023-08-10', '2023-11-29'],
      ['2023-11-30', 'enrolled-at-risk', '2023-11-30', '2024-04-14'],
      ['2024-01-15', 'enrolled-at-risk', '2023-11-30', '2024-04-14'],
      ['2024-04-15', 'enrolled', '2024-04-15', '2026-07-30'],
      ['2026-07-31', 'unknown', '2026-07-31', '2035-03-09'],
      ['2035-03-10', 'out-of-scope', '2035-03-10', null],
    ]);
  });

  test('begin anew on another enrolment', () => {
    const next = registered('H2', { startsOn: '2024-02-03' });
    expect(on('2024-02-03', H1, broken, next)).toMatchObject({ status: 'enrolled', since: '2024-02-03' });
    expect(on('2024-02-02', H1, broken, next)).toMatchObject({ status: 'enrolled', until: '2024-02-02' });
  });
});

describe('the details beside the status', () => {
  test('keep the most advanced education completed in whole, from its last day', () => {
    const higher = [registered('U1', { kind: 'higher', startsOn: '2024-01-01' }), completed('U1', '2025-06-30')];
    const drafts = [H1, completed('H1', '2026-06-26'), ...higher];
    expect(on('2025-06-29', ...drafts).secondary.highestCompleted).toBeUndefined();
    expect(on('2025-06-30', ...drafts).secondary.highestCompleted).toMatchObject({
      kind: 'higher',
      completedOn: '2025-06-30',
    });
    expect(on('2030-01-01', ...drafts).secondary.highestCompleted).toMatchObject({ kind: 'higher' });
    expect(on('2035-03-10', ...drafts).secondary).toEqual({});
  });

  test('give the end of a risk and of a leave, even if the leave hides the risk', () => {
    const drafts = [H1, risk, leaveStarted('H1', '2024-01-01', '2024-06-30')];
    expect(on('2024-01-01', ...drafts)).toMatchObject({
      status: 'on-leave',
      secondary: {
        risk: { level: 'red', assessor: 'school', assessedOn: '2023-11-30', expiresOn: '2024-02-29' },
        leave: { from: '2024-01-01', expectedUntil: '2024-06-30' },
      },
    });
  });

  test('name a future start while another enrolment is active', () => {
    const next = registered('H2', { startsOn: '2025-08-10' });
    expect(on('2024-01-01', H1, next).secondary.awaitingStart).toMatchObject({
      enrolmentId: 'H2',
      startsOn: '2025-08-10',
    });
    expect(on('2023-01-01', H1, next)).toMatchObject({
      status: 'awaiting-start',
      enrolment: { enrolmentId: 'H1' },
      secondary: {},
    });
  });

  test('give the newest report on the deciding enrolment, to show how fresh the answer is', () => {
    const late = { ...riskWithdrawn('H1', '2023-12-01'), receivedAt: '2023-12-02T09:30:00.000Z' };
    expect(on('2024-01-01', H1, risk, late).newestReportAt).toBe('2023-12-02T09:30:00.000Z');
  });
});

test('an answer as known before a late report stays the same', () => {
  const whole = history(H1, broken);
  const known = (count: number) => statusOn(timeline(firstOf(whole, count), givenRules()), '2024-03-01').status;
  expect([known(0), known(1), known(2)]).toEqual(['unknown', 'enrolled', 'interrupted']);
});

test('every status and reason has its Danish and English words', () => {
  for (const words of Object.values({ ...EDUCATION_STATUSES, ...STATUS_REASONS })) {
    expect([words.da, words.en].every((text) => text.length > 0)).toBe(true);
  }
  expect(Object.keys(EDUCATION_STATUSES)).toHaveLength(12);
});
