import { describe, expect, test } from '@jest/globals';
import { type Draft, by, history } from '../../test/given/history.ts';
import { changed, completed, interrupted, neverStarted, registered } from '../../test/given/reports.ts';
import { givenRules } from '../../test/given/rules.ts';
import { saidOn } from '../../test/given/said.ts';
import { statusOn, timeline } from './education-status.evolve.ts';

const H1 = registered('H1', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' });
const on = (day: string, ...drafts: Draft[]) => statusOn(timeline(history(...drafts), givenRules()), day);

describe('of several active enrolments the deciding one', () => {
  const earlier = registered('H2', { startsOn: '2023-01-01', expectedEndsOn: '2026-06-30' });
  const same = registered('H3', { startsOn: '2023-08-10', expectedEndsOn: '2026-06-30' });

  test.each<[string, Draft[], string, unknown[], number]>([
    ['the latest start', [H1, earlier], 'H1', [{ eventId: 'e2', why: 'earlier-start' }], 1],
    ['then the later recorded', [H1, same], 'H3', [{ eventId: 'e1', why: 'recorded-earlier' }], 1],
    [
      'the same id at two schools is two enrolments',
      [H1, by('999999', H1)],
      'H1',
      [{ eventId: 'e1', why: 'recorded-earlier' }],
      1,
    ],
    ['one that never began is not among them', [H1, same, neverStarted('H3', '2023-08-20')], 'H1', [], 0],
    ['one that ended is not among them', [H1, same, interrupted('H3', '2023-09-01')], 'H1', [], 0],
  ])('%s', (_rule, drafts, chosen, losing, conflicts) => {
    const spell = on('2024-01-01', ...drafts);
    expect(spell.enrolment?.enrolmentId).toBe(chosen);
    expect(spell.losing).toEqual(losing);
    expect(spell.conflicts).toHaveLength(conflicts);
  });

  test('has no conflict for a known combination of kinds, in either order', () => {
    const school = registered('S1', { kind: 'compulsory', startsOn: '2023-08-10' });
    const bridge = registered('P1', { kind: 'preparatory', startsOn: '2023-09-01' });
    expect(on('2023-10-01', school, bridge)).toMatchObject({
      status: 'enrolled',
      conflicts: [],
      losing: [{ eventId: 'e1' }],
    });
    const first = registered('P1', { kind: 'preparatory', startsOn: '2023-08-01' });
    expect(on('2023-10-01', school, first)).toMatchObject({ status: 'compulsory-school', conflicts: [] });
  });
});

describe('a change of an enrolment', () => {
  test('that moves the start holds for its whole life, even before the day of the change', () => {
    const moved = changed('H1', '2023-10-01', { startsOn: '2023-09-01' });
    expect(saidOn('2023-08-31', [H1, moved])).toBe('awaiting-start');
    expect(saidOn('2023-09-01', [H1, moved])).toBe('enrolled');
  });

  test('with the later day counts of two changes of a date, then the later recorded', () => {
    const late = changed('H1', '2024-05-01', { expectedEndsOn: '2025-01-31' });
    const early = changed('H1', '2024-04-01', { expectedEndsOn: '2027-01-31' });
    const again = changed('H1', '2024-05-01', { expectedEndsOn: '2025-02-28' });
    expect(on('2024-01-01', H1, late, early).enrolment?.expectedEndsOn).toBe('2025-01-31');
    expect(on('2024-01-01', H1, late, early, again).enrolment?.expectedEndsOn).toBe('2025-02-28');
  });

  test('without dates leaves them', () => {
    expect(on('2024-01-01', H1, changed('H1', '2023-12-01', { department: 'north' })).enrolment).toMatchObject({
      startsOn: '2023-08-10',
      expectedEndsOn: '2026-06-30',
      department: 'north',
    });
  });

  test('of anything else holds from the day of the change', () => {
    const change = changed('H1', '2024-01-01', {
      institution: '751002',
      education: { system: 'education', code: '2000' },
    });
    expect(on('2023-12-31', H1, change).enrolment).toMatchObject({
      institution: '751001',
      education: { code: '1952' },
    });
    expect(on('2024-01-01', H1, change).enrolment).toMatchObject({
      institution: '751002',
      education: { code: '2000' },
    });
  });

  test('of kind gives the status by the kind of the day', () => {
    const change = changed('H1', '2024-01-01', { kind: 'compulsory' });
    expect([saidOn('2023-12-31', [H1, change]), saidOn('2024-01-01', [H1, change])]).toEqual([
      'enrolled',
      'compulsory-school',
    ]);
  });

  test('of kind gives the outcome by the kind of the last day', () => {
    const change = changed('H1', '2026-06-27', { kind: 'other' });
    expect(saidOn('2026-07-01', [H1, completed('H1', '2026-06-26'), change])).toBe('completed');
    expect(saidOn('2026-07-01', [H1, completed('H1', '2026-06-27'), change])).toBe('unknown: other-ended');
  });

  test('of kind gives the limit by the kind of the first day', () => {
    const open = registered('H1', { startsOn: '2023-08-10', kind: 'preparatory' });
    expect(saidOn('2026-08-11', [open, changed('H1', '2024-01-01', { kind: 'vocational' })])).toBe(
      'unknown: expected-report-missing',
    );
  });
});
