import { describe, expect, test } from '@jest/globals';
import { ageOn } from '#libs/calendar';
import { type Actor, ROLES, type Role } from '#libs/identity';
import { decideAccess } from './decide-access.ts';
import { NARROW_FIELDS } from './decide-person.ts';
import {
  PERSON_QUESTIONS,
  type PersonQuestion,
  type PersonQuestionKind,
  type Relation,
  type Question,
} from './question.ts';

const limits = { fullAccessBeforeAge: 25, scopeBeforeAge: 30 };
const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
  clientId: 'c',
  subject: 'c',
  role,
  systemId: 'c',
  reporters: [],
  organisation: 'c',
  ...(role === 'adviser' ? { municipality: '0751' } : {}),
  ...more,
});
const ask = (kind: PersonQuestionKind, age: number | null, relation: Relation = 'residence'): PersonQuestion => ({
  kind,
  ageOn: age,
  relation,
  purpose: 'guidance',
  isProtected: false,
});
const cohort = (more: Partial<Extract<Question, { kind: 'cohort' }>> = {}): Question => ({
  kind: 'cohort',
  period: 'free',
  municipality: null,
  institution: null,
  reporters: [],
  ...more,
});
const outcome = (caller: Actor, question: Question): string => {
  const decision = decideAccess(caller, question, limits);
  if (!decision.allowed) return decision.as;
  return decision.view?.extent === 'narrow' ? 'narrow' : 'all';
};

describe('an adviser of the municipality of residence', () => {
  test.each([
    ['2001-06-15', '2026-06-14', 24, 'all', 'all', 'all'],
    ['2001-06-15', '2026-06-15', 25, 'narrow', 'forbidden', 'not-found'],
    ['1996-06-15', '2026-06-14', 29, 'narrow', 'forbidden', 'not-found'],
    ['1996-06-15', '2026-06-15', 30, 'not-found', 'not-found', 'not-found'],
    ['2004-02-29', '2029-02-28', 24, 'all', 'all', 'all'],
    ['2004-02-29', '2029-03-01', 25, 'narrow', 'forbidden', 'not-found'],
    ['2010-06-15', '2026-06-15', 16, 'all', 'all', 'all'],
  ])(
    'about a person born on %s asks on %s, at age %i: status %s, contacts %s, case %s',
    (born, today, age, status, contacts, one) => {
      expect(ageOn(born, today)).toBe(age);
      for (const kind of ['person-lookup', 'person-status', 'person-timeline', 'person-changes'] as const) {
        expect(outcome(actor('adviser'), ask(kind, ageOn(born, today)))).toBe(status);
      }
      expect(outcome(actor('adviser'), ask('person-contacts', ageOn(born, today)))).toBe(contacts);
      expect(outcome(actor('adviser'), ask('person-case', ageOn(born, today)))).toBe(one);
    },
  );

  test('is limited by the rules of the day, not by numbers in the code', () => {
    const decide = (age: number) =>
      decideAccess(actor('adviser'), ask('person-status', age), { fullAccessBeforeAge: 20, scopeBeforeAge: 22 });
    expect(decide(19)).toMatchObject({ allowed: true, fields: 'all', view: { extent: 'full' } });
    expect(decide(20)).toMatchObject({ allowed: true, fields: NARROW_FIELDS, view: { extent: 'narrow' } });
    expect(decide(22)).toEqual({ allowed: false, as: 'not-found' });
  });

  test('sees no person whose age is unknown', () => {
    for (const kind of PERSON_QUESTIONS) expect(outcome(actor('adviser'), ask(kind, null))).toBe('not-found');
  });

  test('may not look for a purpose of another role', () => {
    const question: Question = { ...ask('person-status', 17), purpose: 'own-insight' };
    expect(outcome(actor('adviser'), question)).toBe('forbidden');
  });

  test('sees neither risk nor contacts of 25-29-year-olds', () => {
    expect(NARROW_FIELDS.filter((field) => /risk|contact|conflict|explanation/.test(field))).toEqual([]);
  });
});

describe('closed to callers:', () => {
  test.each<Relation>(['school', 'none'])(
    'a person is not found by an adviser with the relation %s, at any age, for any purpose',
    (relation) => {
      for (const kind of PERSON_QUESTIONS) {
        for (const age of [15, 17, 24, 25, 29, 30, null]) {
          expect(outcome(actor('adviser'), ask(kind, age, relation))).toBe('not-found');
          expect(outcome(actor('adviser'), { ...ask(kind, age, relation), purpose: 'own-insight' })).toBe('not-found');
        }
      }
    },
  );

  test.each(ROLES.filter((role) => role !== 'adviser'))(
    'a person is not found by the role %s, whatever its token holds',
    (role) => {
      const caller = actor(role, { municipality: '0751', reporters: ['990110', 'municipality-0751'] });
      for (const kind of PERSON_QUESTIONS) {
        for (const relation of ['residence', 'former', 'school', 'none'] as const)
          expect(outcome(caller, ask(kind, 16, relation))).toBe('not-found');
      }
      expect(outcome(caller, { kind: 'cases', municipality: '0751', purpose: 'guidance' })).toBe('not-found');
    },
  );

  test('the cases without a holder are for the operator alone', () => {
    for (const role of ROLES)
      expect(outcome(actor(role), { kind: 'cases-without-holder' })).toBe(role === 'operator' ? 'all' : 'not-found');
  });

  test('delivery figures are for the monitor, and for an adviser of the own municipality; never for others', () => {
    const caller = (role: Role) => actor(role, { municipality: '0751', reporters: ['990110'] });
    for (const role of ROLES) {
      const seen = [null, '0751', '0461'].map((municipality) =>
        outcome(caller(role), { kind: 'reporter-figures', municipality }),
      );
      if (role === 'monitor') expect(seen).toEqual(['all', 'all', 'all']);
      else if (role === 'adviser') expect(seen).toEqual(['forbidden', 'all', 'forbidden']);
      else expect(seen).toEqual(['forbidden', 'forbidden', 'forbidden']);
    }
  });

  test("a reporter's own lists are for those who report, about their own reporters alone", () => {
    const readers: readonly Role[] = ['monitor', 'young-person', 'data-protection-officer', 'operator'];
    for (const role of ROLES) {
      const caller = actor(role, { municipality: '0751', reporters: ['990110'] });
      const seen = [null, '990110', '990120', ''].map((reporter) =>
        outcome(caller, { kind: 'own-reporter', reporter }),
      );
      if (readers.includes(role)) expect(seen).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden']);
      else expect(seen).toEqual(['all', 'all', 'not-found', 'not-found']);
      expect(outcome(caller, { kind: 'own-account' })).toBe('all');
    }
  });

  test.each(['read-log', 'reporter-lists', 'feed'] as const)('%s is closed to every role: not built', (kind) => {
    for (const role of ROLES) expect(outcome(actor(role), { kind })).toBe('not-found');
  });
});

describe('lists, counts and reports', () => {
  test.each([
    ['0751', 'all'],
    ['0461', 'not-found'],
    [null, 'not-found'],
  ])('an adviser of 0751 asking for the work list or cohort of %s: %s', (municipality, expected) => {
    expect(outcome(actor('adviser'), { kind: 'cases', municipality, purpose: 'follow-up' })).toBe(expected);
    expect(outcome(actor('adviser'), cohort({ municipality }))).toBe(expected);
  });

  test('a monitor gets closed weeks of the nation and of municipalities, with fixed noise, and nothing else', () => {
    for (const municipality of [null, '0751']) {
      const decision = decideAccess(actor('monitor'), cohort({ period: 'closed-week', municipality }), limits);
      expect(decision).toEqual({ allowed: true, fields: 'all', counts: 'fixed-noise' });
      expect(outcome(actor('monitor'), cohort({ period: 'closed-week', municipality, institution: '990110' }))).toBe(
        'forbidden',
      );
      expect(outcome(actor('monitor'), cohort({ municipality }))).toBe('forbidden');
    }
    expect(
      outcome(
        actor('monitor', { reporters: ['990110'], municipality: '0751' }),
        cohort({ institution: '990110', reporters: ['990110'] }),
      ),
    ).toBe('forbidden');
  });

  test('an adviser gets the own municipality by age, and no closed week', () => {
    expect(decideAccess(actor('adviser'), cohort({ municipality: '0751' }), limits)).toEqual({
      allowed: true,
      fields: 'all',
      counts: 'by-age',
    });
    expect(outcome(actor('adviser'), cohort({ period: 'closed-week', municipality: '0751' }))).toBe('forbidden');
  });

  test.each(['source-system', 'institution'] as const)(
    'a %s gets the institutions its reporters report about, by their reports alone',
    (role) => {
      const caller = actor(role, { reporters: ['990110'], municipality: '0751' });
      const own = cohort({ institution: '990111', reporters: ['990111', '990110'] });
      expect(decideAccess(caller, own, limits)).toEqual({ allowed: true, fields: 'all', counts: 'own-reports' });
      for (const other of [
        { reporters: ['990111'] },
        { reporters: [] },
        { municipality: '0751' },
        { institution: null },
        { period: 'closed-week' as const },
      ]) {
        expect([other, outcome(caller, { ...own, ...other } as Question)]).toEqual([other, 'forbidden']);
      }
    },
  );

  test.each(ROLES.filter((role) => !['monitor', 'adviser', 'source-system', 'institution'].includes(role)))(
    'the role %s gets no counts',
    (role) => {
      const caller = actor(role, { municipality: '0751', reporters: ['990110'] });
      const every = [
        {},
        { municipality: '0751' },
        { institution: '990110', reporters: ['990110'] },
        { period: 'closed-week' as const },
      ];
      for (const more of every) expect(outcome(caller, cohort(more))).toBe('forbidden');
    },
  );

  test('a receipt is found by the sender of the report, and by no other', () => {
    expect(outcome(actor('source-system'), { kind: 'receipt', relation: 'own-report' })).toBe('all');
    for (const role of ROLES) expect(outcome(actor(role), { kind: 'receipt', relation: 'none' })).toBe('not-found');
  });

  test('a system may report for its own reporters only', () => {
    const system = actor('source-system', { reporters: ['990110'] });
    expect(outcome(system, { kind: 'send-report', reporter: '990110' })).toBe('all');
    for (const reporter of ['990120', '99011', '', 'municipality-0751', '*']) {
      expect(outcome(system, { kind: 'send-report', reporter })).toBe('forbidden');
    }
  });

  test.each(['monitor', 'young-person', 'data-protection-officer', 'operator'] as const)(
    'the role %s may not report, even with a reporter in its token',
    (role) => {
      expect(outcome(actor(role, { reporters: ['990110'] }), { kind: 'send-report', reporter: '990110' })).toBe(
        'forbidden',
      );
    },
  );

  test('the operator may report about reporters, never about persons, and reads the receipts of its own reports', () => {
    const about = { kind: 'send-report', reporter: '990110' } as const;
    expect(outcome(actor('operator'), { ...about, about: 'reporter' })).toBe('all');
    expect(outcome(actor('operator'), { ...about, about: 'person' })).toBe('forbidden');
    expect(outcome(actor('monitor'), { ...about, about: 'reporter' })).toBe('forbidden');
    expect(outcome(actor('operator'), { kind: 'receipt', relation: 'own-report' })).toBe('all');
    expect(outcome(actor('monitor'), { kind: 'receipt', relation: 'own-report' })).toBe('not-found');
  });
});
