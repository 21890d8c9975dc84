import { describe, expect, test } from '@jest/globals';
import { type NarrowableSpell, narrowStatus, narrowTimeline } from './narrow-timeline.ts';

const enrolment = (kind = 'vocational') => ({
  enrolmentId: 'e1',
  reporter: '990110',
  institution: '990110',
  department: 'north',
  education: { system: 'neutral', code: 'eud' },
  kind,
  startsOn: '2025-08-01',
});
const spell = (
  from: string,
  to: string | null,
  status: string,
  more: Partial<NarrowableSpell> = {},
): NarrowableSpell => ({
  from,
  to,
  since: from,
  until: to,
  status,
  enrolment: enrolment(),
  deciding: ['d1'],
  losing: [],
  conflicts: [],
  secondary: {},
  rule: `status.${status}`,
  ...more,
});
const risk = { risk: { level: 'red', assessedOn: '2026-01-10' }, highestCompleted: { completedOn: '2024-06-30' } };
const calm = { highestCompleted: { completedOn: '2024-06-30' } };

const AT_RISK: readonly NarrowableSpell[] = [
  spell('2025-08-01', '2026-01-09', 'enrolled', { secondary: calm }),
  spell('2026-01-10', '2026-04-09', 'enrolled-at-risk', {
    secondary: risk,
    deciding: ['d1', 'r1'],
    conflicts: [{ kind: 'x' }],
  }),
  spell('2026-04-10', '2026-06-30', 'enrolled', { secondary: calm }),
  spell('2026-07-01', null, 'interrupted', { secondary: calm, reason: 'not-passed' }),
];
const NEVER: readonly NarrowableSpell[] = [
  spell('2025-08-01', '2026-06-30', 'enrolled', { secondary: calm }),
  spell('2026-07-01', null, 'interrupted', { secondary: calm, reason: 'not-passed' }),
];

/** Expects the narrowed timeline to be the same, character by character, with the risk and without it. */
function proveRiskLeavesNoTrace(narrow: typeof narrowTimeline): void {
  expect(JSON.stringify(narrow(AT_RISK))).toBe(JSON.stringify(narrow(NEVER)));
}

describe('the narrowed timeline', () => {
  test('is the same with or without a risk', () => {
    proveRiskLeavesNoTrace(narrowTimeline);
  });

  test('sabotage: turns that proof red if only the status is renamed', () => {
    const careless: typeof narrowTimeline = (spells) =>
      spells.map((one) => ({ ...one, status: one.status === 'enrolled-at-risk' ? 'enrolled' : one.status }));
    expect(() => proveRiskLeavesNoTrace(careless)).toThrow();
  });

  test('gives since and until of the merged stretch on a day at risk', () => {
    expect(narrowStatus(AT_RISK, '2026-02-01')).toMatchObject({
      status: 'enrolled',
      since: '2025-08-01',
      until: '2026-06-30',
      rule: 'status.enrolled',
    });
  });

  test('keeps reason, enrolment basics and highest completed education, and drops the department and cited events', () => {
    const { department: _, ...basics } = enrolment();
    expect(narrowStatus(AT_RISK, '2026-08-01')).toEqual({
      from: '2026-07-01',
      to: null,
      since: '2026-07-01',
      until: null,
      status: 'interrupted',
      reason: 'not-passed',
      enrolment: basics,
      deciding: [],
      losing: [],
      conflicts: [],
      secondary: calm,
      rule: 'status.interrupted',
    });
  });

  test('does not show an unknown field or reason', () => {
    const [one] = narrowTimeline([
      {
        ...spell('2026-01-01', null, 'on-leave'),
        reason: 'illness',
        newestReportAt: '2026-01-02',
        note: 'x',
      } as NarrowableSpell,
    ]);
    expect(Object.keys(one ?? {})).not.toEqual(expect.arrayContaining(['note']));
    expect(one).not.toHaveProperty('reason');
    expect(one).not.toHaveProperty('newestReportAt');
  });

  test('merges a risk in compulsory school into compulsory school', () => {
    const spells = [
      spell('2016-08-01', '2016-12-31', 'compulsory-school', { enrolment: enrolment('compulsory') }),
      spell('2017-01-01', null, 'enrolled-at-risk', { enrolment: enrolment('compulsory') }),
    ];
    expect(narrowTimeline(spells)).toMatchObject([{ status: 'compulsory-school', from: '2016-08-01', to: null }]);
  });

  test('keeps two enrolments with the same status as two runs', () => {
    const other = { ...enrolment(), enrolmentId: 'e2' };
    const narrowed = narrowTimeline([
      spell('2025-08-01', '2026-01-31', 'enrolled'),
      spell('2026-02-01', null, 'enrolled-at-risk', { enrolment: other }),
    ]);
    expect(narrowed).toMatchObject([
      { since: '2025-08-01', until: '2026-01-31' },
      { since: '2026-02-01', until: null },
    ]);
  });

  test('splits the stretch but not the run at a changed expected end', () => {
    const later = { ...enrolment(), expectedEndsOn: '2028-06-30' };
    const narrowed = narrowTimeline([
      spell('2025-08-01', '2026-01-31', 'enrolled-at-risk'),
      spell('2026-02-01', null, 'enrolled', { enrolment: later }),
    ]);
    expect(narrowed).toMatchObject([
      { from: '2025-08-01', since: '2025-08-01', until: null },
      { from: '2026-02-01', since: '2025-08-01', until: null },
    ]);
  });

  test('has no status for a day without any known fact', () => {
    expect(narrowStatus(AT_RISK, '2020-01-01')).toBeUndefined();
  });
});
