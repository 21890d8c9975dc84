import { isDeepStrictEqual } from 'node:util';
import type { Day } from '#libs/calendar';
import type { Rule, RuleValues } from './rule-book.ts';
import type { RuleProblem } from './rule-data-error.ts';
import { byValidity } from './validity-checks.ts';
import { RULE_IDS } from './value-checks.ts';

/** A run of days with the same values. */
export interface Period {
  readonly from: Day;
  readonly values: RuleValues;
}

/** Copies JSON data and freezes the copy. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const copy: unknown = Array.isArray(value)
    ? value.map((item: unknown) => frozen(item))
    : Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, frozen(item)]));
  return Object.freeze(copy) as Value;
}

/** The row in force on a day. Before the first row, the first row. */
export function rowOn(rows: readonly Rule[], day: Day): Rule | undefined {
  return rows.findLast((row) => row.validFrom <= day) ?? rows[0];
}

/**
 * The periods of checked rules, ascending. A row that repeats the value before it (a new law, the same limit) adds
 * none.
 */
export function rulePeriodsOf(rules: readonly Rule[]): Period[] {
  const byId = RULE_IDS.map((id) => [id, byValidity(rules.filter((rule) => rule.id === id))] as const);
  const days = [...new Set(rules.map((rule) => rule.validFrom))].sort();
  const periods: Period[] = [];
  for (const from of days) {
    const values = Object.fromEntries(byId.map(([id, rows]) => [id, rowOn(rows, from)?.value]));
    if (isDeepStrictEqual(values, periods.at(-1)?.values)) continue;
    // The cast is safe: the checks before this gave every id a value of its type on every day.
    periods.push({ from, values: frozen(values) as unknown as RuleValues });
  }
  return periods;
}

/** Limits that contradict each other in the period. */
export function contradictions({ from, values }: Period): RuleProblem[] {
  const ordered: readonly (readonly [keyof RuleValues, number, number, keyof RuleValues])[] = [
    ['scopeFromAge', values.scopeFromAge, values.scopeBeforeAge - 1, 'scopeBeforeAge'],
    ['contactFromAge', values.contactFromAge, values.contactBeforeAge - 1, 'contactBeforeAge'],
    ['fullAccessBeforeAge', values.fullAccessBeforeAge, values.scopeBeforeAge, 'scopeBeforeAge'],
  ];
  return ordered
    .filter(([, value, most]) => value > most)
    .map(([rule, value, most, other]) => ({
      rule,
      field: 'value',
      found: `${value} from ${from}`,
      remedy: `write at most ${most}, or raise ${other}`,
    }));
}
