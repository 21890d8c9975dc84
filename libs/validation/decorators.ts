import 'reflect-metadata';
import { isDay } from '#libs/calendar';
import type { FieldErrorCode } from '#libs/problems';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, Matches, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { isPlainObject, type JsonSchema } from './json.ts';
import { isTime } from './time.ts';

/** The verdict of a failed check; class-validator carries it as the constraint's context. */
export interface FailedCheck {
  readonly code: FieldErrorCode;
  readonly allowed?: readonly string[];
  /** The member of the value that the verdict is about, if it is not the value itself. */
  readonly at?: string;
}

const ownChecks = new Set<string>();

/** Names of the checks that class-validator has no converter for. Their JSON Schema is their first constraint. */
export function ownCheckNames(): readonly string[] {
  return [...ownChecks];
}

/** Combines several property decorators into one. */
export function allOf(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

/** A check of the project: predicate and JSON Schema together, so that the differential test can compare them. */
export function Check(
  name: string,
  schema: JsonSchema,
  accepts: (value: unknown) => boolean,
  verdict: FailedCheck,
): PropertyDecorator {
  ownChecks.add(name);
  // class-validator keeps the context only if there is a message.
  return ValidateBy(
    { name, constraints: [schema], validator: { validate: accepts } },
    { message: verdict.code, context: verdict },
  );
}

/**
 * A text that matches a pattern. The pattern needs the flag `u` and no other: JSON Schema patterns are Unicode
 * patterns.
 */
export function Pattern(pattern: RegExp, code: FieldErrorCode, description: string): PropertyDecorator {
  if (pattern.flags !== 'u') throw new Error(`Pattern for ${code} must have the flag u only.`);
  return allOf(
    Matches(pattern, { context: { code } satisfies FailedCheck }),
    JSONSchema({ description }) as PropertyDecorator,
  );
}

/** One of a closed list of texts. */
export function OneOf(values: readonly string[], code: FieldErrorCode = 'one-of'): PropertyDecorator {
  return IsIn(values, { context: { code, allowed: values } satisfies FailedCheck });
}

export function Flag(): PropertyDecorator {
  return IsBoolean({ context: { code: 'boolean-expected' } satisfies FailedCheck });
}

/** A real calendar day, `YYYY-MM-DD`, 1900-2999. */
export function CalendarDay(): PropertyDecorator {
  const schema = { type: 'string', format: 'date', pattern: '^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$' };
  return Check('calendarDay', schema, (value) => typeof value === 'string' && isDay(value), { code: 'day' });
}

/** A moment as in RFC 3339, with any offset. */
export function Time(): PropertyDecorator {
  return Check('time', { type: 'string', format: 'date-time' }, (value) => typeof value === 'string' && isTime(value), {
    code: 'time',
  });
}

/** The property may be left out, but not null. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** An object of a class of the project, which must also be the property's declared type. */
export function Nested(shape: () => new () => object): PropertyDecorator {
  return allOf(IsObject({ context: { code: 'object-expected' } satisfies FailedCheck }), ValidateNested(), Type(shape));
}

/** An object whose members are checked elsewhere. */
export function AnyObject(): PropertyDecorator {
  return IsObject({ context: { code: 'object-expected' } satisfies FailedCheck });
}

/** Requires exactly one of the members. */
export function ExactlyOneOf(names: readonly string[], code: FieldErrorCode): PropertyDecorator {
  const schema = { oneOf: names.map((name) => ({ required: [name] })) };
  const accepts = (value: unknown): boolean =>
    !isPlainObject(value) || names.filter((name) => value[name] !== undefined).length === 1;
  return Check('exactlyOneOf', schema, accepts, { code });
}
