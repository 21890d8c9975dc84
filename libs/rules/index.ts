export {
  type MunicipalCalendar,
  type ReportDeadline,
  type Rule,
  type RuleBook,
  type RuleId,
  type RuleState,
  type RuleValues,
  type TypedRule,
} from './rule-book.ts';
export { type RuleBookOptions } from './create-rule-book.ts';
export { loadRuleBook } from './load-rule-book.ts';
export { type MunicipalityCodeRow, type MunicipalityCodeKind } from './municipality-codes.ts';
export { SANDBOX_CALENDARS } from './municipal-calendars.data.ts';
export { type RuleProblem } from './rule-data-error.ts';
export { isKnownCombination, lastDayWithoutEnd } from './rule-questions.ts';
export { RULE_BOOK } from './injection.ts';
