import { describe, expect, test } from '@jest/globals';
import { createRuleBook } from './create-rule-book.ts';
import type { Rule, RuleState } from './rule-book.ts';
import { getRule } from '../../test/given/rule-on.ts';
import { DANISH_RULES } from './rules.data.ts';

const asIs = createRuleBook(DANISH_RULES);
const DAYS = ['2026-11-29', '2027-01-01', '2028-01-01'];

/** The Danish rules and a contact deadline of 3 workdays from 2027 on, in the state. */
function withRow(state: RuleState, more: Partial<Rule> = {}): Rule[] {
  const [contact] = DANISH_RULES.filter(({ id }) => id === 'contactWorkdays');
  if (contact === undefined) throw new Error('the rules lack the contact deadline');
  return [
    ...DANISH_RULES,
    { ...contact, version: '2', value: 3, validFrom: '2027-01-01', law: 'L 999 § 1', state, ...more },
  ];
}

const deadlines = (rules: readonly Rule[], tried: readonly RuleState[] = []): number[] => {
  const book = createRuleBook(rules, { tried });
  return DAYS.map((day) => book.on(day).contactWorkdays);
};

describe('the state of a rule', () => {
  test.each(['announced', 'adopted', 'lapsed'] as const)(
    '%s decides nothing, breaks no timeline and leaves the version alone',
    (state) => {
      const book = createRuleBook(withRow(state));
      expect(deadlines(withRow(state))).toEqual([5, 5, 5]);
      expect([book.version, book.changeDays]).toEqual([asIs.version, []]);
      expect(book.rules).toHaveLength(DANISH_RULES.length + 1);
    },
  );

  test('announced or adopted lets it be tried: it decides from its day, under another version, and can be cited', () => {
    for (const state of ['announced', 'adopted'] as const) {
      const book = createRuleBook(withRow(state), { tried: [state] });
      expect(deadlines(withRow(state), [state])).toEqual([5, 3, 3]);
      expect(book.version).not.toBe(asIs.version);
      expect(getRule(book, 'contactWorkdays', '2027-01-01').law).toBe('L 999 § 1');
    }
    expect(deadlines(withRow('announced'), ['adopted'])).toEqual([5, 5, 5]);
    expect(deadlines(withRow('lapsed'), ['lapsed'])).toEqual([5, 5, 5]);
  });

  test('on trial that ends gives way to the rule in force again', () => {
    expect(deadlines(withRow('announced', { validBefore: '2027-07-01' }), ['announced'])).toEqual([5, 3, 5]);
  });

  test('in force counts with the others: two for one day are refused', () => {
    expect(() => createRuleBook(withRow('in-force'))).toThrow(
      'contactWorkdays, validBefore: two are in force from 2027-01-01',
    );
  });

  test('lapsed with its last day still decides on the days before, when it was in force', () => {
    const rules = withRow('in-force').map((rule): Rule =>
      rule.id === 'contactWorkdays' && rule.version === '1'
        ? { ...rule, state: 'lapsed', validBefore: '2027-01-01' }
        : rule,
    );
    expect(deadlines(rules)).toEqual([5, 3, 3]);
  });

  test('unknown or missing is refused with the allowed values', () => {
    const wrong = withRow('in-force')
      .map((rule) => ({ ...rule, state: 'proposed' as RuleState }))
      .slice(0, 1);
    expect(() => createRuleBook(wrong)).toThrow(
      'scopeFromAge, state: "proposed". Remedy: write one of: announced, adopted, in-force, lapsed',
    );
  });

  test('keeps the announced school of 12 years out of every answer by the Danish rules, and it can be tried', () => {
    expect(asIs.on('2031-01-01').longestMonths['compulsory']).toBe(132);
    const tried = createRuleBook(DANISH_RULES, { tried: ['announced'] });
    expect(['2030-07-31', '2030-08-01'].map((day) => tried.on(day).longestMonths['compulsory'])).toEqual([132, 144]);
  });
});
