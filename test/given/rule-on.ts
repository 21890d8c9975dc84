import { rowOn } from '../../libs/rules/periods.ts';
import type { Rule, RuleBook, RuleId } from '../../libs/rules/rule-book.ts';
import { byValidity } from '../../libs/rules/validity-checks.ts';

/**
 * The rule in force on a day, with version and law, for an answer to cite.
 * @throws RangeError if the book has no rule of that id
 */
export function getRule(book: Pick<RuleBook, 'deciding'>, id: RuleId, day: string): Rule {
  const rule = rowOn(byValidity(book.deciding.filter((one) => one.id === id)), day);
  if (rule === undefined) throw new RangeError(`The rule book has no rule ${id}.`);
  return rule;
}
