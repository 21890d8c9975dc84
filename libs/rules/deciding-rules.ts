import type { Rule, RuleState } from './rule-book.ts';

/** Whether a row decides by itself: in force, or lapsed with the day before which it was in force. */
function decides({ state, validBefore }: Rule): boolean {
  return state === 'in-force' || (state === 'lapsed' && validBefore !== undefined);
}

/**
 * The rows that decide. With `tried`, announced or adopted rows count too, as if they came into force on their days: a
 * row in force yields to a tried one on the days that the tried one covers.
 */
export function decidingRules(rules: readonly Rule[], tried: readonly RuleState[] = []): Rule[] {
  const trials = rules.filter((rule) => !decides(rule) && rule.state !== 'lapsed' && tried.includes(rule.state));
  const standing = rules
    .filter(decides)
    .flatMap((rule) => trials.filter(({ id }) => id === rule.id).reduce(giveWay, [rule]));
  return [...standing, ...trials];
}

/** The rows without the days of the trial: the part of each before the trial and the part after it. */
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
