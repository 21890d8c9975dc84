import { errorsIn } from '#libs/http';
import { ProblemError } from '#libs/problems';
import { type FieldError, fieldError, isPlainObject, isTime, nearest, pointerTo } from '#libs/validation';

/** Reads the moment of `{ "now": RFC 3339 }`. @throws ProblemError `invalid-body` with every error at once */
export function parseClockBody(body: unknown): Date {
  const errors = errorsIn(body, judgeClockBody);
  if (errors.length > 0) throw new ProblemError('invalid-body', { errors });
  return new Date((body as { readonly now: string }).now);
}

function judgeClockBody(value: unknown): FieldError[] {
  if (!isPlainObject(value)) return [fieldError('', 'object-expected')];
  const { now, ...rest } = value;
  const unknown = Object.keys(rest).map((name) =>
    fieldError(pointerTo('', name), 'unknown-field', { didYouMean: nearest(name, ['now']) }),
  );
  if (now === undefined) return [...unknown, fieldError('/now', 'required')];
  return typeof now !== 'string' || !isTime(now) ? [...unknown, fieldError('/now', 'time')] : unknown;
}
