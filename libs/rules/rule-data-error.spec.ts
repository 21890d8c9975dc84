import { describe, expect, test } from '@jest/globals';
import { createRuleBook } from './create-rule-book.ts';
import type { MunicipalCalendar, Rule } from './rule-book.ts';
import { RuleDataError, type RuleProblem } from './rule-data-error.ts';
import { DANISH_RULES } from './rules.data.ts';
import { RULE_IDS } from './value-checks.ts';

const choice: MunicipalCalendar = { municipality: '0461', calendar: 'B', validFrom: '2026-01-01', law: 'Byrådet' };

function problemsOf(rules: readonly unknown[], municipalCalendars: readonly unknown[] = []): readonly RuleProblem[] {
  try {
    createRuleBook(rules as readonly Rule[], {
      municipalCalendars: municipalCalendars as readonly MunicipalCalendar[],
    });
  } catch (error) {
    if (error instanceof RuleDataError) return error.problems;
    throw error;
  }
  return [];
}

/** The Danish rules, with some fields of one rule overwritten. */
const overwritten = (id: string, fields: object): unknown[] =>
  DANISH_RULES.map((rule) => (rule.id === id && rule.state === 'in-force' ? { ...rule, ...fields } : rule));
const inShort = (problems: readonly RuleProblem[]): string[] =>
  problems.map((one) => `${one.rule} ${one.field}: ${one.found}`);

describe('rule data that cannot be used', () => {
  test('with a value of the wrong type name the rule, the field and the remedy', () => {
    const wrong: [string, unknown][] = [
      ['contactWorkdays', '5'],
      ['graceDays', -1],
      ['riskMonths', 1.5],
      ['scopeFromAge', null],
      ['longestMonths', { compulsory: 132 }],
      ['longestMonths', { ...monthsOf(12), phd: 36 }],
      ['longestMonths', monthsOf('12')],
      ['qualifyingKinds', ['vocational', 'vocational']],
      ['qualifyingKinds', 'vocational'],
      ['knownCombinations', [['other']]],
    ];
    for (const [id, value] of wrong) {
      const [problem, ...more] = problemsOf(overwritten(id, { value }));
      expect([problem?.rule, problem?.field, more.length]).toEqual([id, 'value', 0]);
      expect(problem?.remedy).toMatch(/^write /);
    }
  });

  test('with an unknown id, an unknown field and a missing text name all at once', () => {
    const rules = [
      { ...DANISH_RULES[0], id: 'scopeAge' },
      ...overwritten('heldDays', { colour: 'red', da: ' ', version: undefined }),
    ];
    expect(inShort(problemsOf(rules))).toEqual([
      'rule number 1 id: "scopeAge"',
      'heldDays version: missing',
      'heldDays da: " "',
      'heldDays colour: unknown field',
    ]);
  });

  test('with an invalid day, or an end not after the start, name it', () => {
    expect(inShort(problemsOf(overwritten('heldDays', { validFrom: '2026-02-30' })))).toEqual([
      'heldDays validFrom: "2026-02-30"',
    ]);
    expect(inShort(problemsOf(overwritten('heldDays', { validBefore: '2011-01-01' })))).toContain(
      'heldDays validBefore: not after validFrom 2011-01-01',
    );
  });

  test('with days of two values or none, and a version used twice, name them', () => {
    const second = { ...DANISH_RULES[0], version: '2', validFrom: '2026-07-01' };
    expect(inShort(problemsOf([...DANISH_RULES, second]))).toEqual([
      'scopeFromAge validBefore: two are in force from 2026-07-01',
    ]);
    const gap = [...overwritten('scopeFromAge', { validBefore: '2026-01-01' }), { ...second, version: '1' }];
    expect(inShort(problemsOf(gap))).toEqual([
      'scopeFromAge validFrom: no value from 2026-01-01 to before 2026-07-01',
      'scopeFromAge version: "1" is used twice',
    ]);
    expect(inShort(problemsOf(overwritten('heldDays', { validFrom: '2012-01-01' })))).toEqual([
      'heldDays validFrom: no value from 2011-01-01 to before 2012-01-01',
    ]);
    expect(inShort(problemsOf(overwritten('heldDays', { validBefore: '2030-01-01' })))).toEqual([
      'heldDays validBefore: no value from 2030-01-01 on',
    ]);
    expect(inShort(problemsOf(DANISH_RULES.slice(1)))).toEqual(['scopeFromAge validBefore: missing']);
    expect(problemsOf([])).toHaveLength(RULE_IDS.length);
  });

  test('with ages that contradict each other name them', () => {
    expect(inShort(problemsOf(overwritten('scopeFromAge', { value: 30 })))).toEqual([
      'scopeFromAge value: 30 from 2011-01-01',
    ]);
    expect(inShort(problemsOf(overwritten('fullAccessBeforeAge', { value: 31 })))).toEqual([
      'fullAccessBeforeAge value: 31 from 2011-01-01',
    ]);
  });

  test('in a municipal choice are refused the same way', () => {
    const wrong = [{ ...choice, calendar: 'C' }, { ...choice, municipality: 461 }, 'B'];
    expect(inShort(problemsOf(DANISH_RULES, wrong))).toEqual([
      'municipality 0461 calendar: "C"',
      'municipal calendar number 2 municipality: 461',
      'municipal calendar number 3 row: "B"',
    ]);
    expect(inShort(problemsOf(DANISH_RULES, [choice, { ...choice, calendar: 'A' }]))).toEqual([
      'municipality 0461 validBefore: two are in force from 2026-01-01',
    ]);
  });

  test('have a message with the remedy in one line each', () => {
    expect(() =>
      createRuleBook(overwritten('contactWorkdays', { value: 'five' }) as Rule[], { where: 'rules.json' }),
    ).toThrow(
      'rules.json cannot be used:\n- contactWorkdays, value: "five". Remedy: write a whole number of at least 1.',
    );
  });
});

function monthsOf(months: unknown): Record<string, unknown> {
  return Object.fromEntries(
    ['compulsory', 'preparatory', 'upper-secondary', 'vocational', 'higher', 'other'].map((kind) => [kind, months]),
  );
}
