import { describe, expect, test } from '@jest/globals';
import { givenContext } from '../../test/given/decide-context.ts';
import { decidedOn, NOTHING_SAID } from '../../test/given/decided.ts';
import { type Draft, named } from '../../test/given/history.ts';
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

const A = registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2027-06-30' });

interface Oddity {
  readonly what: string;
  readonly past: readonly Draft[];
  readonly draft: Draft;
  readonly warning: string;
}

const oddities: readonly Oddity[] = [
  {
    what: 'a risk before its enrolment',
    past: [A],
    draft: riskReported('A', '2023-07-31'),
    warning: 'outside-enrolment /data/assessedOn',
  },
  {
    what: 'a risk long after the expected end',
    past: [registered('A', { startsOn: '2022-08-01', expectedEndsOn: '2025-06-30' })],
    draft: riskReported('A', '2025-08-01'),
    warning: 'outside-enrolment /data/assessedOn',
  },
  {
    what: 'the withdrawal of a risk that was never reported',
    past: [A],
    draft: riskWithdrawn('A', '2026-05-01'),
    warning: 'risk-not-reported /data/withdrawnOn',
  },
  {
    what: 'leave before the enrolment',
    past: [A],
    draft: leaveStarted('A', '2023-07-31'),
    warning: 'outside-enrolment /data/from',
  },
  {
    what: 'leave after the end',
    past: [A, interrupted('A', '2025-01-31')],
    draft: leaveStarted('A', '2025-02-01'),
    warning: 'outside-enrolment /data/from',
  },
  {
    what: 'leave expected far beyond the enrolment',
    past: [A],
    draft: leaveStarted('A', '2026-06-01', '2099-01-01'),
    warning: 'outside-enrolment /data/expectedUntil',
  },
  {
    what: 'leave of an enrolment that never started',
    past: [A, neverStarted('A', '2023-08-14')],
    draft: leaveStarted('A', '2024-01-01'),
    warning: 'outside-enrolment /data/from',
  },
  {
    what: 'leave ended without one',
    past: [A],
    draft: leaveEnded('A', '2026-01-31'),
    warning: 'leave-not-started /data/lastDay',
  },
  {
    what: 'leave reported twice',
    past: [A, leaveStarted('A', '2025-10-01')],
    draft: leaveStarted('A', '2025-10-06'),
    warning: 'leave-known /data/from',
  },
  {
    what: 'leave reported twice, the earlier start later',
    past: [A, leaveStarted('A', '2025-10-06')],
    draft: leaveStarted('A', '2025-10-01'),
    warning: 'leave-known /data/from',
  },
  {
    what: 'a change before the start',
    past: [A],
    draft: changed('A', '2023-07-31', { track: 'x' }),
    warning: 'outside-enrolment /data/changedOn',
  },
  {
    what: 'a change after the end',
    past: [A, interrupted('A', '2025-01-31')],
    draft: changed('A', '2025-02-01', { track: 'x' }),
    warning: 'outside-enrolment /data/changedOn',
  },
  {
    what: 'never started and then interrupted',
    past: [A, neverStarted('A', '2023-08-14')],
    draft: interrupted('A', '2024-01-31'),
    warning: 'never-started-and-ended /data/lastDay',
  },
  {
    what: 'never started and then completed in part',
    past: [A, neverStarted('A', '2023-08-14')],
    draft: completed('A', '2024-01-31', 'part'),
    warning: 'never-started-and-ended /data/completedOn',
  },
  {
    what: 'interrupted and then never started',
    past: [A, interrupted('A', '2024-01-31')],
    draft: neverStarted('A', '2023-08-14'),
    warning: 'never-started-and-ended /data/establishedOn',
  },
  {
    what: 'a part completed and then never started',
    past: [A, completed('A', '2024-01-31', 'part')],
    draft: neverStarted('A', '2023-08-14'),
    warning: 'never-started-and-ended /data/establishedOn',
  },
  {
    what: 'a second end on another day',
    past: [A, interrupted('A', '2024-01-31')],
    draft: completed('A', '2024-06-30'),
    warning: 'end-known /data/completedOn',
  },
  {
    what: 'an expected end beyond the longest duration',
    past: [],
    draft: registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2099-06-30' }),
    warning: 'end-beyond-longest /data/expectedEndsOn',
  },
  {
    what: 'an expected end beyond the longest duration by a change',
    past: [A],
    draft: changed('A', '2025-01-01', { expectedEndsOn: '2099-06-30' }),
    warning: 'end-beyond-longest /data/expectedEndsOn',
  },
  {
    what: 'an end beyond the longest duration',
    past: [A],
    draft: interrupted('A', '2099-06-30'),
    warning: 'end-beyond-longest /data/lastDay',
  },
  {
    what: 'a start before the birth',
    past: [],
    draft: registered('A', { kind: 'compulsory', startsOn: '2005-03-09', expectedEndsOn: '2021-06-30' }),
    warning: 'start-before-birth /data/startsOn',
  },
  {
    what: 'a birth date against the number',
    past: [],
    draft: personRegistered('2005-03-11'),
    warning: 'birth-date-against-number /data/birthDate',
  },
];

describe('a report that contradicts what is known is accepted with a warning:', () => {
  test.each(oddities)('$what', ({ past, draft, warning }) => {
    const { refusals, warnings, held } = decidedOn(past, draft);
    expect({ refusals, held }).toEqual({ refusals: [], held: false });
    expect(warnings).toContain(warning);
  });

  test.each(oddities.filter(({ past }) => past.length > 0))(
    "only about the reporter's own enrolment, not another reporter's of the same id: $what",
    ({ past, draft, warning }) => {
      expect(
        decidedOn(
          past.map((one) => ({ ...one, reporter: '751002' })),
          draft,
        ).warnings,
      ).not.toContain(warning);
    },
  );

  test('about a kind that the type of institution does not offer', () => {
    const gymnasium = givenContext({ offers: (_number, kind) => kind === 'upper-secondary' });
    const at = (kind: 'higher' | 'upper-secondary') => registered('A', { startsOn: '2023-08-01', kind });
    expect(decidedOn([], at('higher'), gymnasium).warnings).toEqual(['kind-against-institution /data/kind']);
    expect(decidedOn([], at('upper-secondary'), gymnasium).warnings).toEqual([]);
    expect(
      decidedOn([at('upper-secondary')], changed('A', '2024-01-01', { kind: 'higher' }), gymnasium).warnings,
    ).toEqual(['kind-against-institution /data/kind']);
  });
});

describe('a report is refused:', () => {
  test('about a department of another school, registered and changed', () => {
    const elsewhere = givenContext({ isDepartmentOf: (department, institution) => department === institution });
    expect(
      decidedOn([], registered('A', { startsOn: '2023-08-01', department: '751009' }), elsewhere).refusals,
    ).toEqual(['department-elsewhere /data/department']);
    expect(decidedOn([A], changed('A', '2024-01-01', { department: '751009' }), elsewhere).refusals).toEqual([
      'department-elsewhere /data/department',
    ]);
    expect(decidedOn([A], changed('A', '2024-01-01', { department: '751001' }), elsewhere).refusals).toEqual([]);
  });

  test('that withdraws or corrects itself, at once or in a circle', () => {
    expect(decidedOn([A], named('x', withdrawn('x'))).refusals).toEqual(['points-at-itself /data/withdraws/id']);
    expect(decidedOn([A], named('x', corrected('x', A))).refusals).toEqual(['points-at-itself /data/corrects/id']);
    expect(decidedOn([A, named('y', withdrawn('x'))], named('x', withdrawn('y'))).refusals).toEqual([
      'points-at-itself /data/withdraws/id',
    ]);
    expect(decidedOn([A, named('y', withdrawn('z'))], named('x', withdrawn('y'))).refusals).toEqual([]);
  });
});

test('an enrolment id used again after the end is a new enrolment without a warning, before the end a known one', () => {
  const again = registered('A', { startsOn: '2025-08-11', expectedEndsOn: '2027-06-30' });
  expect(decidedOn([A, interrupted('A', '2025-01-31')], again)).toEqual(NOTHING_SAID);
  expect(decidedOn([A], again).warnings).toEqual(['enrolment-known /data/enrolmentId']);
  const both = [A, interrupted('A', '2025-01-31'), again];
  expect(decidedOn(both, riskReported('A', '2026-05-01'))).toEqual(NOTHING_SAID);
  expect(decidedOn(both, interrupted('A', '2026-05-01'))).toEqual(NOTHING_SAID);
});
