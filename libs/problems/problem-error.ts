import type { FieldError } from './field-error.ts';
import { PROBLEMS, type ProblemCode } from './problem-registry.ts';

export interface ProblemOptions {
  /** English, for the developer of the calling system. Never contains a value of the request. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Number of errors left out of `errors`. */
  readonly errorsLeftOut?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in the service to answer with a problem of the registry. */
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
