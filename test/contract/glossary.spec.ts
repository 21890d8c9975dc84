import { describe, expect, test } from '@jest/globals';
import { definitions } from '#events/catalogue';
import { COMPLETION_EXTENTS } from '#events/completion/education-completed.event';
import { CONTACT_ROLES } from '#events/contact-person/contact-person-assigned.event';
import { RISK_LEVELS } from '#events/dropout-risk/dropout-risk-reported.event';
import { ENROLMENT_KINDS } from '#events/enrolment/enrolment-registered.event';
import { PROTECTION_KINDS } from '#events/person/protection-changed.event';
import { REPORTER_KINDS } from '#events/model/source';
import { CONNECTION_STEPS, INTAKE_MODES } from '#events/reporter/system-connected.event';
import { ACTIONS, FIELD_GROUPS, PURPOSES, REASONS } from '#libs/access';
import { ROLES } from '#libs/identity';
import { countOutcomes } from '#libs/intake';
import { loadRuleBook } from '#libs/rules';
import { EDUCATION_STATUSES, STATUS_REASONS } from '#projections/education-status/statuses';
import type { Conflict } from '#projections/education-status/conflict';
import { EXPECTED_REASONS, MISSING_CHECKS } from '#projections/missing-reports/missing-checks';
import { CASE_STATES } from '#projections/follow-up-cases/case-row';
import type { ContactTiming, FollowUpCancelledV1, FollowUpOpenedV1 } from '#events/follow-up/follow-up.event';
import { NEUTRAL_CODES, neutralCodesInSchemas } from '../given/neutral-codes.ts';
import { type Coded, glossaryFaults, parseGlossary, readGlossary } from './glossary.ts';
import { RULE_STATES } from '../../libs/rules/rule-book.ts';

type Words = Readonly<Record<string, { readonly da: string; readonly en: string }>>;

const worded = (words: Words): Coded[] => Object.entries(words).map(([code, { da, en }]) => ({ code, da, en }));
const plain = (codes: readonly string[]): Coded[] => codes.map((code) => ({ code }));

/** Unions of which the code has no list: a member more or less does not compile here. */
const CONFLICTS: Record<Conflict['kind'], true> = {
  'parallel-enrolments': true,
  'ends-disagree': true,
  'end-before-start': true,
  'never-started-and-ended': true,
};
const GROUNDS: Record<FollowUpOpenedV1['ground'], true> = {
  residence: true,
  'last-known': true,
  school: true,
  none: true,
};
const CALENDARS: Record<FollowUpOpenedV1['calendar'], true> = { A: true, B: true };
const CANCELLED: Record<FollowUpCancelledV1['why'], true> = {
  'trigger-withdrawn': true,
  'rules-changed': true,
  'trigger-corrected': true,
  'activity-started': true,
  'out-of-scope': true,
};

const TIMINGS: Record<ContactTiming, true> = {
  'in-time': true,
  late: true,
  'told-late': true,
  'contact-before-report': true,
};

const CHAPTERS: readonly (readonly [chapter: string, coded: readonly Coded[]])[] = [
  ['Statuses', worded(EDUCATION_STATUSES)],
  ['Reasons of a status', worded(STATUS_REASONS)],
  ['Conflicts', plain(Object.keys(CONFLICTS))],
  ['Kinds of education', plain(ENROLMENT_KINDS)],
  ['Steps of a connection', plain(CONNECTION_STEPS)],
  ['Intake modes', plain(INTAKE_MODES)],
  ['Extents of a completion', plain(COMPLETION_EXTENTS)],
  ['Risk levels', plain(RISK_LEVELS)],
  ['Contact roles', plain(CONTACT_ROLES)],
  ['Kinds of protection', plain(PROTECTION_KINDS)],
  ['Reporter kinds', plain(REPORTER_KINDS)],
  ['Caller roles', plain(ROLES)],
  ['Purposes', worded(PURPOSES)],
  ['Reasons', worded(REASONS)],
  ['Groups of fields', worded(FIELD_GROUPS)],
  ['Next actions', worded(ACTIONS)],
  ['Outcomes of a report', plain(Object.keys(countOutcomes([])))],
  ['Case states', plain(CASE_STATES)],
  ['Who has a case', plain(Object.keys(GROUNDS))],
  ['Why a case was cancelled', plain(Object.keys(CANCELLED))],
  ['Timing of a contact', plain(Object.keys(TIMINGS))],
  ['Calendars', plain(Object.keys(CALENDARS))],
  ['Interruption reasons', worded(NEUTRAL_CODES['interruption-reason'])],
  ['Contact channels', worded(NEUTRAL_CODES['contact-channel'])],
  ['Awareness grounds', worded(NEUTRAL_CODES['awareness-ground'])],
  ['Withdrawal reasons', worded(NEUTRAL_CODES['withdrawal-reason'])],
  ['Missing reports', Object.entries(MISSING_CHECKS).map(([code, { title }]) => ({ code, ...title }))],
  ['Why a report is expected', worded(EXPECTED_REASONS)],
  ['Events', definitions.map(({ type, title }) => ({ code: type, ...title }))],
  ['Rules', plain(loadRuleBook().deciding.map(({ id }) => id))],
  ['States of a rule', plain(RULE_STATES)],
];

const glossary = readGlossary();

describe('the glossary', () => {
  test.each(CHAPTERS)('%s: has every term of the code in the words of the code, and no other', (chapter, coded) => {
    expect(coded.length).toBeGreaterThan(0);
    expect(glossaryFaults(glossary, chapter, coded)).toEqual([]);
  });

  test('has a chapter for every list of neutral codes', () => {
    const lists = Object.values(NEUTRAL_CODES).map((codes) => Object.keys(codes));
    expect(neutralCodesInSchemas().sort()).toEqual(lists.sort());
  });

  test('has words in both languages everywhere, and explains each word of the chapters without codes', () => {
    const terms = [...glossary].flatMap(([chapter, rows]) =>
      [...rows].map(([code, term]) => ({ place: `${chapter}: ${code}`, ...term })),
    );
    expect(terms.filter(({ da, en }) => da === '' || en === '').map(({ place }) => place)).toEqual([]);
    expect([...(glossary.get('Words') ?? [])].filter(([, { definition }]) => definition === '')).toEqual([]);
    expect(terms.length).toBeGreaterThan(150);
  });
});

describe('sabotage: the check of the glossary turns red', () => {
  const small = parseGlossary(
    '## Things\n\n| code | Danish | English | definition | law |\n|---|---|---|---|---|\n' +
      '| one | en | one | The first. | |\n',
  );
  const one = { code: 'one', da: 'en', en: 'one' };

  test('for a term that is missing', () => {
    expect(glossaryFaults(small, 'Things', [one])).toEqual([]);
    expect(glossaryFaults(small, 'Things', [one, { code: 'two' }])).toEqual(['Things lacks two']);
    expect(glossaryFaults(small, 'Other', [one])).toEqual(['there is no chapter Other']);
  });

  test('for other words, and for a term the code no longer has', () => {
    expect(glossaryFaults(small, 'Things', [{ ...one, da: 'et' }])).toEqual([
      'Things: one has other words than the code',
    ]);
    expect(glossaryFaults(small, 'Things', [])).toEqual(['Things has one, the code has not']);
  });

  test('for each row of the real glossary removed', () => {
    const missed = CHAPTERS.flatMap(([chapter, coded]) =>
      coded.filter(({ code }) => {
        const rows = new Map(glossary.get(chapter));
        rows.delete(code);
        return !glossaryFaults(new Map([[chapter, rows]]), chapter, coded).includes(`${chapter} lacks ${code}`);
      }),
    );
    expect(missed).toEqual([]);
  });

  test('for a row with a cell too many or a code defined twice', () => {
    expect(() => parseGlossary('| one | en | one | | | more |')).toThrow('has not 5 cells');
    expect(() => parseGlossary('| one | en | one | | |\n| one | en | one | | |')).toThrow('stands twice');
  });
});
