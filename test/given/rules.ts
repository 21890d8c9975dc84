import { type Rule, type RuleBook, type RuleId, type RuleValues } from '#libs/rules';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

export type RuleChange = {
  [Id in RuleId]: { readonly from: string; readonly id: Id; readonly value: RuleValues[Id] };
}[RuleId];

/** The Danish rules, with some of them changed from a day on; at most one change of each. */
export function givenRules(...changes: readonly RuleChange[]): RuleBook {
  const rows = DANISH_RULES.flatMap((rule): Rule[] => {
    const change = changes.find(({ id }) => id === rule.id);
    if (!change || rule.state !== 'in-force') return [rule];
    return [
      { ...rule, validBefore: change.from },
      { ...rule, version: 'changed', value: change.value, validFrom: change.from },
    ];
  });
  return createRuleBook(rows, { name: 'given' });
}
