import { describe, expect, test } from '@jest/globals';
import { ageOn } from '#libs/calendar';
import { givenContext } from '../../test/given/decide-context.ts';
import { decidedOn, NOTHING_SAID } from '../../test/given/decided.ts';
import { type Draft, named } from '../../test/given/history.ts';
import {
  changed,
  completed,
  contactEnded,
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

const TODAY = '2026-06-15';
const TOMORROW = '2026-06-16';
const A = registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2027-06-30' });
const aware = (awareOn: string): Draft => ({
  type: 'became-aware.v1',
  reporter: 'municipality-0751',
  data: { awareOn, ground: { system: 'neutral', code: 'other' } },
});
const contact = (on: string): Draft => ({
  type: 'contact-made.v1',
  reporter: 'municipality-0751',
  data: { on, channel: { system: 'neutral', code: 'phone' }, guardianInvolved: false },
});

describe('facts lie in the past', () => {
  test.each<[string, (day: string) => Draft, string]>([
    ['a contact', contact, '/data/on'],
    ['awareness', aware, '/data/awareOn'],
    ['an assessment', (day) => riskReported('A', day), '/data/assessedOn'],
    ['the withdrawal of a risk', (day) => riskWithdrawn('A', day), '/data/withdrawnOn'],
    ['never started', (day) => neverStarted('A', day), '/data/establishedOn'],
    ['a birth', personRegistered, '/data/birthDate'],
  ])('%s is refused for tomorrow and not for the Copenhagen day of receipt', (_what, draft, pointer) => {
    expect(decidedOn([A], draft(TOMORROW)).refusals).toContain(`dated-ahead ${pointer}`);
    expect(decidedOn([A], draft(TODAY)).refusals).toEqual([]);
  });

  test('by a correction too, also before what it corrects is known', () => {
    const told = [A, named('never', neverStarted('A', '2026-06-01'))];
    expect(decidedOn(told, corrected('never', neverStarted('A', TOMORROW))).refusals).toEqual([
      'dated-ahead /data/content/establishedOn',
    ]);
    expect(decidedOn([], corrected('never', neverStarted('A', TOMORROW))).refusals).toEqual([
      'dated-ahead /data/content/establishedOn',
    ]);
    expect(decidedOn([], corrected('never', neverStarted('A', TODAY)))).toEqual({ ...NOTHING_SAID, held: true });
  });

  test.each<[string, (day: string) => Draft, string]>([
    ['an interruption', (day) => interrupted('A', day), '/data/lastDay'],
    ['a completion', (day) => completed('A', day), '/data/completedOn'],
    ['an end of leave', (day) => leaveEnded('A', day), '/data/lastDay'],
    ['the end of a contact person', (day) => contactEnded('kui', day), '/data/lastDay'],
  ])('%s may be told ahead, with a warning beyond 92 days', (_what, draft, pointer) => {
    const told = [A, leaveStarted('A', '2026-06-01')];
    expect(decidedOn(told, draft('2026-09-15'))).toEqual(NOTHING_SAID);
    expect(decidedOn(told, draft('2026-09-16'))).toEqual({ ...NOTHING_SAID, warnings: [`end-far-ahead ${pointer}`] });
  });
});

describe('admission tests sent as enrolments', () => {
  const SYSTEMS = [
    'cosa',
    'coesa',
    'dk-cosa',
    'cosa.2025',
    'cosa-formaal',
    'uvm-uddannelsesmodel',
    'uddannelse',
    'dk-education',
    'dst-udd',
    'cossa',
  ];

  test.each(SYSTEMS)(
    '%s 3000 and 2997 are refused, registered, changed and corrected, with the right event named',
    (system) => {
      for (const code of ['3000', '2997', '03000', '3000/1']) {
        const education = { system, code };
        const applied = registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2027-06-30', education });
        expect(decidedOn([], applied).refusals).toEqual(['pseudo-education /data/education']);
        expect(decidedOn([A], changed('A', '2025-01-01', { education })).refusals).toEqual([
          'pseudo-education /data/education',
        ]);
        expect(decidedOn([named('a', A)], corrected('a', applied)).refusals).toEqual([
          'pseudo-education /data/content/education',
        ]);
        expect(decidedOn([], corrected('a', applied)).refusals).toEqual(['pseudo-education /data/content/education']);
      }
    },
  );

  test('another code of the set is an education', () => {
    expect(
      decidedOn([], registered('A', { startsOn: '2023-08-01', education: { system: 'cosa', code: '3009' } })),
    ).toEqual(NOTHING_SAID);
  });
});

describe('code sets nobody knows', () => {
  const education = (system: string, code = 'zzz') =>
    registered('A', { startsOn: '2023-08-01', education: { system, code } });

  test('are told wherever a code stands, with the nearest known name', () => {
    expect(decidedOn([], education('nonsense')).warnings).toEqual(['unknown-code-system /data/education/system']);
    expect(decidedOn([A], changed('A', '2025-01-01', { education: { system: 'zzz', code: '1' } })).warnings).toEqual([
      'unknown-code-system /data/education/system',
    ]);
    expect(decidedOn([named('a', A)], corrected('a', education('nonsense'))).warnings).toEqual([
      'unknown-code-system /data/content/education/system',
    ]);
    const reason = {
      ...interrupted('A', '2026-01-31'),
      data: { enrolmentId: 'A', lastDay: '2026-01-31', reason: { system: 'zzz', code: '1' } },
    };
    expect(decidedOn([A], reason).warnings).toEqual(['unknown-code-system /data/reason/system']);
    const call = {
      ...contact(TODAY),
      data: { ...contact(TODAY).data, channel: { system: 'nonsense', code: 'phone' } },
    };
    expect(decidedOn([A], call as Draft).warnings).toEqual(['unknown-code-system /data/channel/system']);
  });

  test.each(['cosa', 'dst-udd', 'isced', 'local', 'local-fjordhavn', 'study'])(
    "%s is known, as is a set of the sender's own",
    (system) => {
      expect(decidedOn([], education(system)).warnings).toEqual([]);
    },
  );
});

describe('the span of an enrolment decides on ages, never a single date', () => {
  const born = '2011-09-20';
  const context = givenContext({ ageOn: (day) => ageOn(born, day), numberBirthDate: born, today: '2026-08-20' });
  const class9 = registered('9A', { kind: 'compulsory', startsOn: '2016-08-10', expectedEndsOn: '2026-06-26' });
  const stx = registered('STX', { kind: 'upper-secondary', startsOn: '2026-08-10', expectedEndsOn: '2029-06-28' });

  test('class 9 is over before the 15th birthday and refused for it, upper secondary is not', () => {
    expect(decidedOn([], class9, context).refusals).toEqual(['over-before-scope /data/expectedEndsOn']);
    expect(decidedOn([], stx, context)).toEqual(NOTHING_SAID);
  });

  test.each<[string, Draft]>([
    ['changed', changed('STX', '2026-08-17', { track: 'x' })],
    ['changed so that it is over before', changed('STX', '2026-08-17', { expectedEndsOn: '2026-08-31' })],
    ['never started', neverStarted('STX', '2026-08-14')],
    ['interrupted', interrupted('STX', '2026-08-19')],
    ['completed in part', completed('STX', '2026-08-19', 'part')],
    ['on leave', leaveStarted('STX', '2026-08-17')],
    ['back from leave', leaveEnded('STX', '2026-08-19')],
    ['at risk', riskReported('STX', '2026-08-19')],
    ['no longer at risk', riskWithdrawn('STX', '2026-08-19')],
  ])('what reaches into the ages may before the 15th birthday be %s', (_what, draft) => {
    expect(decidedOn([stx], draft, context).refusals).toEqual([]);
    expect(decidedOn([], draft, context)).toEqual({ ...NOTHING_SAID, held: true });
  });

  test('what hangs on an enrolment over before the ages is refused, whatever its own day', () => {
    for (const draft of [
      interrupted('9A', '2026-06-26'),
      leaveStarted('9A', '2026-10-01'),
      riskReported('9A', '2026-08-01'),
      changed('9A', '2026-08-01', { track: 'x' }),
    ])
      expect(decidedOn([class9], draft, context).refusals).toEqual([expect.stringMatching(/^over-before-scope /)]);
    expect(
      decidedOn([class9], changed('9A', '2026-06-01', { expectedEndsOn: '2027-06-25' }), context).refusals,
    ).toEqual([]);
  });

  test('without an expected end the longest duration of the kind decides', () => {
    const open = (startsOn: string) => registered('X', { kind: 'other', startsOn });
    expect(decidedOn([], open('2024-09-20'), context).refusals).toEqual([]);
    expect(decidedOn([], open('2024-09-19'), context).refusals).toEqual(['over-before-scope /data/startsOn']);
  });

  test('an enrolment from the 30th birthday on is refused, one begun before may end after', () => {
    const old = givenContext({ ageOn: (day) => ageOn('1996-06-01', day), numberBirthDate: '1996-06-01' });
    expect(decidedOn([], registered('B', { startsOn: '2026-06-01' }), old).refusals).toEqual([
      'outside-ages /data/startsOn',
    ]);
    const begun = registered('B', { kind: 'higher', startsOn: '2023-09-01', expectedEndsOn: '2027-06-30' });
    expect(decidedOn([begun], completed('B', '2026-06-10'), old)).toEqual(NOTHING_SAID);
  });
});

const oddities: [what: string, past: readonly Draft[], draft: Draft, warning: string][] = [
  ['a risk before its enrolment', [A], riskReported('A', '2023-07-31'), 'outside-enrolment /data/assessedOn'],
  [
    'a risk long after the expected end',
    [registered('A', { startsOn: '2022-08-01', expectedEndsOn: '2025-06-30' })],
    riskReported('A', '2025-08-01'),
    'outside-enrolment /data/assessedOn',
  ],
  [
    'the withdrawal of a risk nobody reported',
    [A],
    riskWithdrawn('A', '2026-05-01'),
    'risk-not-reported /data/withdrawnOn',
  ],
  ['leave before the enrolment', [A], leaveStarted('A', '2023-07-31'), 'outside-enrolment /data/from'],
  [
    'leave after the end',
    [A, interrupted('A', '2025-01-31')],
    leaveStarted('A', '2025-02-01'),
    'outside-enrolment /data/from',
  ],
  [
    'leave expected far beyond the enrolment',
    [A],
    leaveStarted('A', '2026-06-01', '2099-01-01'),
    'outside-enrolment /data/expectedUntil',
  ],
  [
    'leave of an enrolment that never started',
    [A, neverStarted('A', '2023-08-14')],
    leaveStarted('A', '2024-01-01'),
    'outside-enrolment /data/from',
  ],
  ['leave ended without one', [A], leaveEnded('A', '2026-01-31'), 'leave-not-started /data/lastDay'],
  ['leave told twice', [A, leaveStarted('A', '2025-10-01')], leaveStarted('A', '2025-10-06'), 'leave-known /data/from'],
  [
    'leave told twice, the earlier later',
    [A, leaveStarted('A', '2025-10-06')],
    leaveStarted('A', '2025-10-01'),
    'leave-known /data/from',
  ],
  ['a change before the start', [A], changed('A', '2023-07-31', { track: 'x' }), 'outside-enrolment /data/changedOn'],
  [
    'a change after the end',
    [A, interrupted('A', '2025-01-31')],
    changed('A', '2025-02-01', { track: 'x' }),
    'outside-enrolment /data/changedOn',
  ],
  [
    'never started and then interrupted',
    [A, neverStarted('A', '2023-08-14')],
    interrupted('A', '2024-01-31'),
    'never-started-and-ended /data/lastDay',
  ],
  [
    'never started and then completed in part',
    [A, neverStarted('A', '2023-08-14')],
    completed('A', '2024-01-31', 'part'),
    'never-started-and-ended /data/completedOn',
  ],
  [
    'interrupted and then never started',
    [A, interrupted('A', '2024-01-31')],
    neverStarted('A', '2023-08-14'),
    'never-started-and-ended /data/establishedOn',
  ],
  [
    'a part completed and then never started',
    [A, completed('A', '2024-01-31', 'part')],
    neverStarted('A', '2023-08-14'),
    'never-started-and-ended /data/establishedOn',
  ],
  [
    'a second end on another day',
    [A, interrupted('A', '2024-01-31')],
    completed('A', '2024-06-30'),
    'end-known /data/completedOn',
  ],
  [
    'an expected end beyond the longest duration',
    [],
    registered('A', { startsOn: '2023-08-01', expectedEndsOn: '2099-06-30' }),
    'end-beyond-longest /data/expectedEndsOn',
  ],
  [
    '… by a change',
    [A],
    changed('A', '2025-01-01', { expectedEndsOn: '2099-06-30' }),
    'end-beyond-longest /data/expectedEndsOn',
  ],
  ['an end beyond it', [A], interrupted('A', '2099-06-30'), 'end-beyond-longest /data/lastDay'],
  [
    'a start before the birth',
    [],
    registered('A', { kind: 'compulsory', startsOn: '2005-03-09', expectedEndsOn: '2021-06-30' }),
    'start-before-birth /data/startsOn',
  ],
  ['a birth date against the number', [], personRegistered('2005-03-11'), 'birth-date-against-number /data/birthDate'],
];

describe('taken in with a word:', () => {
  test.each(oddities)('%s', (_what, past, draft, warning) => {
    const { refusals, warnings, held } = decidedOn(past, draft);
    expect({ refusals, held }).toEqual({ refusals: [], held: false });
    expect(warnings).toContain(warning);
  });

  test.each(oddities.filter(([, past]) => past.length > 0))(
    "nothing of it hangs on another reporter's enrolment of the same id: %s",
    (_what, past, draft, warning) => {
      expect(
        decidedOn(
          past.map((one) => ({ ...one, reporter: '751002' })),
          draft,
        ).warnings,
      ).not.toContain(warning);
    },
  );

  test('a kind the type of institution does not offer', () => {
    const gymnasium = givenContext({ offers: (_number, kind) => kind === 'upper-secondary' });
    const at = (kind: 'higher' | 'upper-secondary') => registered('A', { startsOn: '2023-08-01', kind });
    expect(decidedOn([], at('higher'), gymnasium).warnings).toEqual(['kind-against-institution /data/kind']);
    expect(decidedOn([], at('upper-secondary'), gymnasium).warnings).toEqual([]);
    expect(
      decidedOn([at('upper-secondary')], changed('A', '2024-01-01', { kind: 'higher' }), gymnasium).warnings,
    ).toEqual(['kind-against-institution /data/kind']);
  });
});

describe('refused:', () => {
  test('a department of another school, registered and changed', () => {
    const elsewhere = givenContext({ isDepartmentOf: (department, institution) => department === institution });
    expect(
      decidedOn([], registered('A', { startsOn: '2023-08-01', department: '751009' }), elsewhere).refusals,
    ).toEqual(['department-elsewhere /data/department']);
    expect(decidedOn([A], changed('A', '2024-01-01', { department: '751009' }), elsewhere).refusals).toEqual([
      'department-elsewhere /data/department',
    ]);
    expect(decidedOn([A], changed('A', '2024-01-01', { department: '751001' }), elsewhere).refusals).toEqual([]);
  });

  test('a report that withdraws or corrects itself, at once or in a circle', () => {
    expect(decidedOn([A], named('x', withdrawn('x'))).refusals).toEqual(['points-at-itself /data/withdraws/id']);
    expect(decidedOn([A], named('x', corrected('x', A))).refusals).toEqual(['points-at-itself /data/corrects/id']);
    expect(decidedOn([A, named('y', withdrawn('x'))], named('x', withdrawn('y'))).refusals).toEqual([
      'points-at-itself /data/withdraws/id',
    ]);
    expect(decidedOn([A, named('y', withdrawn('z'))], named('x', withdrawn('y'))).refusals).toEqual([]);
  });
});

test('an id used again after its end is a new enrolment without a word, told again before it a known one', () => {
  const again = registered('A', { startsOn: '2025-08-11', expectedEndsOn: '2027-06-30' });
  expect(decidedOn([A, interrupted('A', '2025-01-31')], again)).toEqual(NOTHING_SAID);
  expect(decidedOn([A], again).warnings).toEqual(['enrolment-known /data/enrolmentId']);
  const both = [A, interrupted('A', '2025-01-31'), again];
  expect(decidedOn(both, riskReported('A', '2026-05-01'))).toEqual(NOTHING_SAID);
  expect(decidedOn(both, interrupted('A', '2026-05-01'))).toEqual(NOTHING_SAID);
});
