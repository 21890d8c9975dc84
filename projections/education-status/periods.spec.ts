import { describe, expect, test } from '@jest/globals';
import { type Draft, history, named } from '../../test/given/history.ts';
import {
  changed,
  completed,
  corrected,
  interrupted,
  leaveEnded,
  leaveStarted,
  neverStarted,
  registered,
  riskReported,
  withdrawn,
} from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

const first = registered('H1', { startsOn: '2022-08-10', expectedEndsOn: '2025-06-30' });
const left = interrupted('H1', '2023-01-31');
const again = registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30', kind: 'upper-secondary' });
const passed = completed('H1', '2026-06-26');

const LIFE = [
  ['2022-08-09', 'awaiting-start'],
  ['2022-08-10', 'enrolled'],
  ['2023-01-31', 'enrolled'],
  ['2023-02-01', 'awaiting-start'],
  ['2023-08-10', 'enrolled'],
  ['2026-06-26', 'enrolled'],
  ['2026-06-27', 'completed'],
] as const;

function orders<T>(list: readonly T[]): T[][] {
  return list.length < 2
    ? [[...list]]
    : list.flatMap((one) => orders(list.filter((other) => other !== one)).map((rest) => [one, ...rest]));
}

const spellOn = (day: string, ...drafts: readonly Draft[]) => statusOn(timeline(history(...drafts), givenRules()), day);

describe('an enrolment id used again after an end', () => {
  test('is a new enrolment: the first one stays, whatever the order of arrival', () => {
    for (const order of orders([first, left, again, passed]))
      expect(LIFE.map(([day]) => [day, saidOn(day, order)])).toEqual(LIFE.map((row) => [...row]));
  });

  test('begins a run of its own, even on the day after the end of the first', () => {
    const spells = [first, left, registered('H1', { startsOn: '2023-02-01', expectedEndsOn: '2026-06-30' })];
    expect(spellOn('2023-01-31', ...spells)).toMatchObject({ since: '2022-08-10', until: '2023-01-31' });
    expect(spellOn('2023-02-01', ...spells)).toMatchObject({
      since: '2023-02-01',
      enrolment: { startsOn: '2023-02-01' },
    });
  });

  test.each<[string, readonly Draft[], string, string]>([
    [
      'a leave of the first period left open does not reach into the second',
      [leaveStarted('H1', '2022-10-01')],
      '2023-09-01',
      'enrolled',
    ],
    [
      '… and the end of a leave of the second closes nothing of the first',
      [leaveStarted('H1', '2022-10-01'), leaveEnded('H1', '2023-10-01')],
      '2023-01-31',
      'on-leave',
    ],
    ['a risk falls into its period', [riskReported('H1', '2023-01-15')], '2023-01-20', 'enrolled-at-risk'],
    [
      'a risk of the first does not follow into the second',
      [riskReported('H1', '2023-06-15')],
      '2023-08-11',
      'enrolled',
    ],
    [
      'a change after the first end is of the second',
      [changed('H1', '2023-06-01', { startsOn: '2023-08-14' })],
      '2023-08-13',
      'awaiting-start',
    ],
    [
      'a change in the first stays there',
      [changed('H1', '2022-09-01', { expectedEndsOn: '2022-12-31' })],
      '2026-07-30',
      'enrolled',
    ],
    ['the second never started, the first did', [neverStarted('H1', '2023-08-20')], '2023-09-01', 'interrupted'],
    ['another end of the first does not touch the second', [interrupted('H1', '2022-12-31')], '2023-08-10', 'enrolled'],
  ])('%s', (_given, more, day, then) => {
    expect(saidOn(day, [first, left, again, ...more])).toBe(then);
  });

  test('stays an enrolment of its own if a change moves the first to the start of the second', () => {
    const moved = [
      registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' }),
      interrupted('H1', '2027-08-31'),
      registered('H1', { startsOn: '2020-08-10', kind: 'other' }),
      interrupted('H1', '2021-01-31'),
      changed('H1', '2020-08-01', { startsOn: '2023-08-10' }),
    ];
    // The enrolment recorded later counts for its assumed length, then the other one. Both are enrolled, and their runs
    // stay apart.
    expect(spellOn('2024-01-01', ...moved)).toMatchObject({ since: '2023-08-10', until: '2025-08-10' });
    expect(spellOn('2026-01-01', ...moved)).toMatchObject({ since: '2025-08-11', until: '2027-08-31' });
  });

  test('is the same enrolment reported again without an end between them', () => {
    expect(saidOn('2022-09-01', [first, again])).toBe('awaiting-start');
    expect(saidOn('2022-09-01', [first, interrupted('H1', '2023-08-10'), again])).toBe('awaiting-start');
  });

  test('is one enrolment again if the end is withdrawn or moved', () => {
    expect(saidOn('2022-09-01', [first, named('left', left), again, withdrawn('left')])).toBe('awaiting-start');
    expect(
      saidOn('2022-09-01', [first, named('left', left), again, corrected('left', interrupted('H1', '2023-09-30'))]),
    ).toBe('awaiting-start');
  });

  test('three times means three enrolments', () => {
    const third = registered('H1', { startsOn: '2026-08-10', expectedEndsOn: '2029-06-30', kind: 'higher' });
    const all = [first, left, again, passed, third];
    expect(['2023-01-01', '2024-01-01', '2026-07-01', '2027-01-01'].map((day) => saidOn(day, all))).toEqual([
      'enrolled',
      'enrolled',
      'awaiting-start',
      'enrolled',
    ]);
    expect(spellOn('2027-01-01', ...all).secondary.highestCompleted).toMatchObject({
      kind: 'upper-secondary',
      completedOn: '2026-06-26',
    });
  });
});

describe('a report of never started together with an end of the same enrolment', () => {
  const never = neverStarted('H1', '2022-08-20');
  const conflict = { kind: 'never-started-and-ended', sides: [['never'], ['end']] };

  test.each([
    left,
    completed('H1', '2023-01-31'),
    completed('H1', '2023-01-31', 'not-passed'),
    completed('H1', '2022-12-01', 'part'),
    interrupted('H1', '2022-08-01'),
  ])('is a conflict with both sides in either order: $type $data', (end) => {
    for (const pair of [
      [named('never', never), named('end', end)],
      [named('end', end), named('never', never)],
    ]) {
      const spell = spellOn('2023-03-01', first, ...pair);
      expect(spell).toMatchObject({ status: 'unknown', reason: 'never-started', conflicts: [conflict] });
      expect(spell.losing).toEqual([{ eventId: 'end', why: 'never-started' }]);
    }
  });

  test('is shown beside another enrolment too, from the planned start on, and gone if one side is withdrawn', () => {
    const other = registered('H2', { startsOn: '2022-06-01', expectedEndsOn: '2025-06-30' });
    const both = [other, first, named('never', never), named('end', left)];
    expect(spellOn('2022-08-09', ...both).conflicts).toEqual([]);
    expect(spellOn('2022-08-10', ...both)).toMatchObject({ status: 'enrolled', conflicts: [conflict] });
    expect(spellOn('2022-08-10', ...both, withdrawn('end')).conflicts).toEqual([]);
    expect(spellOn('2022-08-10', ...both, withdrawn('never')).conflicts).toMatchObject([
      { kind: 'parallel-enrolments' },
    ]);
  });

  test('but without the end is no conflict', () => {
    expect(spellOn('2023-03-01', first, never).conflicts).toEqual([]);
  });
});
