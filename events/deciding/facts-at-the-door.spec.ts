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

  test('a correction with content dated ahead is refused too, even before the corrected report is known', () => {
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
  ])('%s may be reported ahead, with a warning beyond 92 days', (_what, draft, pointer) => {
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
    '%s 3000 and 2997 are refused in a registration, a change and a correction, which the pointer names',
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

  test('another code of the same set is accepted as an education', () => {
    expect(
      decidedOn([], registered('A', { startsOn: '2023-08-01', education: { system: 'cosa', code: '3009' } })),
    ).toEqual(NOTHING_SAID);
  });
});

describe('unknown code sets', () => {
  const education = (system: string, code = 'zzz') =>
    registered('A', { startsOn: '2023-08-01', education: { system, code } });

  test('are warned about in every field that holds a code', () => {
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
    '%s is a known code set, or one of the sender itself',
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
  ])('an enrolment that reaches into the ages may, before the 15th birthday, be reported as %s', (_what, draft) => {
    expect(decidedOn([stx], draft, context).refusals).toEqual([]);
    expect(decidedOn([], draft, context)).toEqual({ ...NOTHING_SAID, held: true });
  });

  test('a report about an enrolment that ended before the ages is refused, whatever its own day', () => {
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
