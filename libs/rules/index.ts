export type { MunicipalCalendar, Rule, RuleBook, RuleId, RuleValues, TypedRule } from './rule-book.ts';
export { type RuleBookOptions, createRuleBook } from './create-rule-book.ts';
export { loadRuleBook } from './load-rule-book.ts';
export { SANDBOX_CALENDARS } from './municipal-calendars.data.ts';
export { RuleDataError, type RuleProblem } from './rule-data-error.ts';
export { getRule, isKnownCombination } from './rule-questions.ts';
export { DANISH_RULES, DANISH_RULES_NAME } from './rules.data.ts';
export { RULE_KINDS } from './value-checks.ts';
