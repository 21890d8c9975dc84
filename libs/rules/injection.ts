/** Injection token of the RuleBook. */
export const RULE_BOOK = Symbol('RuleBook');
