import type { FieldError } from './field-error.ts';
import { PROBLEMS, type ProblemCode } from './problem-registry.ts';

export interface ProblemOptions {
  /** English, for the developer on the other side; never a value that was sent. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** How many more there were than `errors` has. */
  readonly errorsLeftOut?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere behind the door to answer with a problem of the registry. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? PROBLEMS[code].en);
    this.name = 'ProblemError';
    this.code = code;
    this.options = options;
  }
}
