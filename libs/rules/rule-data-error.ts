/** One fault in rule data, in words that an operator can act on. */
export interface RuleProblem {
  /** The rule's id, `municipality 0461`, or the file. */
  readonly rule: string;
  readonly field: string;
  readonly found: string;
  readonly remedy: string;
}

/** Rule data that cannot be used. The message lists all faults, one a line. */
export class RuleDataError extends Error {
  override readonly name = 'RuleDataError';
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[], where = 'Rule data') {
    const lines = problems.map((one) => `- ${one.rule}, ${one.field}: ${one.found}. Remedy: ${one.remedy}.`);
    super([`${where} cannot be used:`, ...lines].join('\n'));
    this.problems = problems;
  }
}

/** A value as an error shows it: JSON, at most 60 characters. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
