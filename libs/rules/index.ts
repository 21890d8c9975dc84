export type { Rule, RuleBook, RuleValues } from './rule-book.ts';
