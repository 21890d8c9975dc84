export { type Text, type TextWithRemedy } from './text.ts';
export { FIELD_ERRORS, type FieldError, type FieldErrorCode, fieldError, pointerTo } from './field-error.ts';
export { PROBLEMS, type ProblemCode, type ProblemKind, RETRY_AFTER_SECONDS } from './problem-registry.ts';
export { ProblemError, type ProblemOptions } from './problem-error.ts';
export { PROBLEM_MEDIA_TYPE, type Problem, type ProblemBody, toProblem } from './to-problem.ts';
export { databaseTrouble } from './database-errors.ts';
export {
  holdsCivilNumberShape,
  readsAsCivilNumber,
  withoutCivilNumbers,
  withoutSeparators,
} from './civil-number-shape.ts';
