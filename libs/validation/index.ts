export { About } from './about.ts';
export { type Day, type Instant, isDay } from '#libs/calendar';
export {
  type FieldError,
  type FieldErrorCode,
  fieldError,
  pointerTo,
  readsAsCivilNumber,
  type Text,
  withoutSeparators,
} from '#libs/problems';
export {
  allOf,
  AnyObject,
  CalendarDay,
  Check,
  ExactlyOneOf,
  Flag,
  Nested,
  OneOf,
  Optional,
  Pattern,
  Time,
  type FailedCheck,
} from './decorators.ts';
export { isPlainObject, type JsonSchema } from './json.ts';
export { jsonSchemaOf, type ShapeClass } from './json-schema.ts';
export { nearest } from './nearest.ts';
export { type Normalise, Normalised } from './normalised.ts';
export type { Shape } from './shape.ts';
export { isTime } from './time.ts';
export { createValidator, type Validator } from './validator.ts';
