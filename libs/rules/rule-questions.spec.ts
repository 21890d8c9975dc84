import { expect, test } from '@jest/globals';
import { createRuleBook } from './create-rule-book.ts';
import type { Rule } from './rule-book.ts';
import { isKnownCombination } from './rule-questions.ts';
import { getRule } from '../../test/given/rule-on.ts';
import { DANISH_RULES } from './rules.data.ts';

test('an answer can cite the rule in force on its day, with version and law', () => {
  const rules = DANISH_RULES.flatMap((rule): Rule[] =>
    rule.id === 'contactWorkdays'
      ? [
          { ...rule, validBefore: '2026-07-01' },
          { ...rule, version: '2', value: 3, validFrom: '2026-07-01', law: 'Ny lov § 1' },
        ]
      : [rule],
  );
  const book = createRuleBook(rules.reverse());
  const cited = ['1990-01-01', '2026-06-30', '2026-07-01'].map((day) => getRule(book, 'contactWorkdays', day));
  expect(cited.map((rule) => `${rule.version}: ${rule.value}`)).toEqual(['1: 5', '1: 5', '2: 3']);
  expect(cited[2]?.law).toBe('Ny lov § 1');
  expect(() => getRule({ deciding: [] }, 'heldDays', '2026-01-01')).toThrow('no rule heldDays');
});

test('a known combination of kinds is known in either order: bridge building, and other with anything', () => {
  const values = createRuleBook(DANISH_RULES).on('2026-06-15');
  expect(isKnownCombination(values, 'preparatory', 'compulsory')).toBe(true);
  expect(isKnownCombination(values, 'compulsory', 'preparatory')).toBe(true);
  expect(isKnownCombination(values, 'vocational', 'other')).toBe(true);
  expect(isKnownCombination(values, 'vocational', 'upper-secondary')).toBe(false);
  expect(isKnownCombination(values, 'vocational', 'vocational')).toBe(false);
});
