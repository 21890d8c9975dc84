import { type FieldError, fieldError, pointerTo, withoutCivilNumbers } from '#libs/problems';
import { type ValidationError, validateSync } from 'class-validator';
import type { FailedCheck } from './decorators.ts';
import { isPlainObject } from './json.ts';
import { nearest } from './nearest.ts';
import { instanceOf, type Shape } from './shape.ts';

/**
 * Limits on unknown fields: a body of nothing else must not cause unbounded work. Only so many are listed and compared.
 */
const MOST_UNKNOWN = 50;
const MOST_COMPARED = 20;
const LONGEST_NAME = 64;

/** Lists every error by class-validator at once. Decides if the fast check did not accept. */
export function judge(shape: Shape, value: unknown, pointer: string): FieldError[] {
  if (!isPlainObject(value)) return [fieldError(pointer, 'object-expected')];
  const refused = validateSync(instanceOf(shape, value), {
    forbidUnknownValues: true,
    validationError: { target: false },
  });
  return [...unknownFields(shape, value, pointer), ...refused.flatMap((error) => errorsOf(error, pointer))];
}

function unknownFields(shape: Shape, value: Record<string, unknown>, pointer: string): FieldError[] {
  const own = Object.keys(value)
    .filter((name) => !shape.names.includes(name))
    .slice(0, MOST_UNKNOWN)
    .map((name, at) =>
      fieldError(pointerTo(pointer, shown(name)), 'unknown-field', {
        didYouMean: at < MOST_COMPARED ? nearest(name, shape.names) : undefined,
      }),
    );
  const deeper = [...shape.nested].flatMap(([name, child]) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    return isPlainObject(member) ? unknownFields(child, member, pointerTo(pointer, name)) : [];
  });
  return [...own, ...deeper];
}

function shown(name: string): string {
  return withoutCivilNumbers(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}

function errorsOf(error: ValidationError, parent: string): FieldError[] {
  const pointer = pointerTo(parent, error.property);
  if (error.constraints === undefined) return (error.children ?? []).flatMap((child) => errorsOf(child, pointer));
  if (error.value === undefined) return [fieldError(pointer, 'required')];
  if (error.value === null) return [fieldError(pointer, 'null-not-allowed')];
  const verdicts = Object.values((error.contexts ?? {}) as Record<string, FailedCheck>);
  if (verdicts.length === 0) return [fieldError(pointer, 'object-expected')];
  const deeper = isPlainObject(error.value) ? (error.children ?? []).flatMap((child) => errorsOf(child, pointer)) : [];
  return [...verdicts.map((verdict) => fromVerdict(verdict, error.value, pointer)), ...deeper];
}

function fromVerdict(verdict: FailedCheck, value: unknown, pointer: string): FieldError {
  const member = verdict.at === undefined || !isPlainObject(value) ? value : value[verdict.at];
  const didYouMean = verdict.allowed === undefined ? undefined : nearest(member, verdict.allowed);
  return fieldError(verdict.at === undefined ? pointer : pointerTo(pointer, verdict.at), verdict.code, {
    allowed: verdict.allowed,
    didYouMean,
  });
}
