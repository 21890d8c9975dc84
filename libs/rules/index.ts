export {
  type MunicipalCalendar,
  RULE_STATES,
  type Rule,
  type RuleBook,
  type RuleId,
  type RuleState,
  type RuleValues,
  type TypedRule,
} from './rule-book.ts';
export { FOLD_EDITION } from './fold-edition.ts';
export { type RuleBookOptions, createRuleBook } from './create-rule-book.ts';
export { loadRuleBook } from './load-rule-book.ts';
export { DANISH_MUNICIPALITY_CODES } from './municipality-codes.data.ts';
export { codeChangeDays, type MunicipalityCodeRow, type MunicipalityCodeKind, placesOf } from './municipality-codes.ts';
export { SANDBOX_CALENDARS } from './municipal-calendars.data.ts';
export { RuleDataError, type RuleProblem } from './rule-data-error.ts';
export { getRule, isKnownCombination, lastDayWithoutEnd } from './rule-questions.ts';
export { DANISH_RULES, DANISH_RULES_NAME } from './rules.data.ts';
export { RULE_KINDS } from './value-checks.ts';
export { RULE_BOOK } from './injection.ts';
