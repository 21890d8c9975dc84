export { isDay } from '#libs/calendar';
export { type FieldError, type FieldErrorCode, fieldError, pointerTo, type Text, withoutSeparators } from '#libs/problems';
export {
  allOf,
  AnyObject,
  CalendarDay,
  Check,
  ExactlyOneOf,
  Flag,
  isPlainObject,
  Nested,
  OneOf,
  Optional,
  Pattern,
  Time,
  type Verdict,
} from './decorators.ts';
export { type JsonSchema, jsonSchemaOf, type ShapeClass } from './json-schema.ts';
export { nearest } from './nearest.ts';
export { isTime } from './time.ts';
export { createValidator, type Validator } from './validator.ts';
