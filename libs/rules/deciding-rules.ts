import type { Rule, RuleState } from './rule-book.ts';

/** Rows that decide by themselves: in force, or lapsed and asked about for a day before they lapsed. */
function decides({ state, validBefore }: Rule): boolean {
  return state === 'in-force' || (state === 'lapsed' && validBefore !== undefined);
}

/**
 * The rows that decide. With `tried` the announced or adopted rows count too, as if they came into force on their days:
 * a row in force gives way to a tried one for the days the tried one covers.
 */
export function decidingRules(rules: readonly Rule[], tried: readonly RuleState[] = []): Rule[] {
  const trials = rules.filter((rule) => !decides(rule) && rule.state !== 'lapsed' && tried.includes(rule.state));
  const standing = rules
    .filter(decides)
    .flatMap((rule) => trials.filter(({ id }) => id === rule.id).reduce(giveWay, [rule]));
  return [...standing, ...trials];
}

/** What is left of the rows once the trial has taken its days: what lies before it, and what lies after it. */
function giveWay(rows: readonly Rule[], trial: Rule): Rule[] {
  return rows.flatMap((row) => {
    const isApart = row.validBefore !== undefined && row.validBefore <= trial.validFrom;
    if (isApart || (trial.validBefore !== undefined && trial.validBefore <= row.validFrom)) return [row];
    const left = row.validFrom < trial.validFrom ? [{ ...row, validBefore: trial.validFrom }] : [];
    const resumes =
      trial.validBefore !== undefined && (row.validBefore === undefined || trial.validBefore < row.validBefore);
    return resumes ? [...left, { ...row, validFrom: trial.validBefore }] : left;
  });
}
