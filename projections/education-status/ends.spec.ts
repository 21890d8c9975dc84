import { describe, expect, test } from '@jest/globals';
import { type Draft, history, named } from '../../test/given/history.ts';
import { changed, completed, corrected, interrupted, registered, withdrawn } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

type Row = [given: string, drafts: readonly Draft[], lastDay: string, dayAfter: string, after: string];

const H1 = registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' });
const open = registered('H1', { startsOn: '2023-08-31' });
const broken = interrupted('H1', '2024-02-02');
const missing = 'unknown: expected-report-missing';

describe('the last day an enrolment is active', () => {
  test.each<Row>([
    ['interrupted: through its last day', [H1, broken], '2024-02-02', '2024-02-03', 'interrupted'],
    [
      'completed: through the day of completion',
      [H1, completed('H1', '2026-06-26')],
      '2026-06-26',
      '2026-06-27',
      'completed',
    ],
    [
      'completing a part ends nothing',
      [H1, completed('H1', '2024-01-31', 'part')],
      '2026-07-30',
      '2026-07-31',
      missing,
    ],
    ['no end known: thirty days past the expected one', [H1], '2026-07-30', '2026-07-31', missing],
    ['a known end overrides that limit', [H1, completed('H1', '2026-12-18')], '2026-12-18', '2026-12-19', 'completed'],
    ['no expected end: the longest duration, without grace', [open], '2029-02-28', '2029-03-01', missing],
    [
      'a later expected end',
      [H1, changed('H1', '2024-01-01', { expectedEndsOn: '2026-08-31' })],
      '2026-09-30',
      '2026-10-01',
      missing,
    ],
    ['an end on the first day', [H1, interrupted('H1', '2023-08-10')], '2023-08-10', '2023-08-11', 'interrupted'],
    ['an end before the start is no end', [H1, interrupted('H1', '2023-08-09')], '2026-07-30', '2026-07-31', missing],
    [
      '… unless the start was moved',
      [H1, interrupted('H1', '2023-08-09'), changed('H1', '2023-08-01', { startsOn: '2023-08-01' })],
      '2023-08-09',
      '2023-08-10',
      'interrupted',
    ],
    [
      'of two ends the later recorded',
      [H1, completed('H1', '2025-06-30'), broken],
      '2024-02-02',
      '2024-02-03',
      'interrupted',
    ],
    [
      '… and a correction takes its own position',
      [H1, named('x', broken), completed('H1', '2025-06-30'), corrected('x', interrupted('H1', '2024-03-01'))],
      '2024-03-01',
      '2024-03-02',
      'interrupted',
    ],
    ['a withdrawn end is gone', [H1, named('x', broken), withdrawn('x')], '2026-07-30', '2026-07-31', missing],
    ['an end may come before its enrolment', [broken, H1], '2024-02-02', '2024-02-03', 'interrupted'],
    [
      'of two registrations the later recorded',
      [H1, registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2025-06-30' })],
      '2025-07-30',
      '2025-07-31',
      missing,
    ],
  ])('%s', (_given, drafts, lastDay, dayAfter, after) => {
    expect(saidOn(lastDay, drafts)).toBe('enrolled');
    expect(saidOn(dayAfter, drafts)).toBe(after);
  });

  test('grace and longest duration are those in force on the first day', () => {
    const changing = (from: string) => givenRules({ from, id: 'graceDays', value: 10 });
    expect(saidOn('2026-07-30', [H1], changing('2023-08-11'))).toBe('enrolled');
    expect(saidOn('2026-07-11', [H1], changing('2023-08-10'))).toBe(missing);
  });

  test('the qualifying kinds are those of the day of the question', () => {
    const rules = givenRules({ from: '2027-01-01', id: 'qualifyingKinds', value: ['higher'] });
    expect(saidOn('2026-12-31', [H1, completed('H1', '2026-06-26')], rules)).toBe('completed');
    expect(saidOn('2027-01-01', [H1, completed('H1', '2026-06-26')], rules)).toBe('unknown: other-ended');
  });
});

describe('contradictory ends', () => {
  const kindsOn = (day: string, ...drafts: Draft[]) =>
    statusOn(timeline(history(...drafts), givenRules()), day).conflicts.map(({ kind, sides }) => [
      kind,
      ...sides.map((side) => side.join('+')),
    ]);

  test('that differ are a conflict from the day after the earlier, with both sides', () => {
    const drafts = [H1, broken, completed('H1', '2025-06-30')];
    expect(kindsOn('2024-02-02', ...drafts)).toEqual([]);
    expect(kindsOn('2024-02-03', ...drafts)).toEqual([['ends-disagree', 'e3', 'e2']]);
    expect(kindsOn('2026-01-01', ...drafts)).toEqual([['ends-disagree', 'e3', 'e2']]);
  });

  test('that are the same end sent twice are no conflict', () => {
    expect(kindsOn('2024-03-01', H1, broken, interrupted('H1', '2024-02-02'))).toEqual([]);
  });

  test('on the same day with another outcome are a conflict', () => {
    expect(kindsOn('2024-03-01', H1, broken, completed('H1', '2024-02-02'))).toEqual([['ends-disagree', 'e3', 'e2']]);
  });

  test('before the start are a conflict with the report that gives the start', () => {
    const spell = statusOn(timeline(history(H1, interrupted('H1', '2023-08-01')), givenRules()), '2024-01-01');
    expect(spell.conflicts).toEqual([{ kind: 'end-before-start', sides: [['e1'], ['e2']] }]);
    expect(spell.losing).toEqual([{ eventId: 'e2', why: 'before-start' }]);
  });
});
