import { ProblemError } from '#libs/problems';
import { type FieldError, fieldError, isPlainObject, isTime, nearest, pointerTo } from '#libs/validation';

/** The moment of `{ "now": RFC 3339 }`; throws the problem invalid-body with every error at once. */
export function parseClockBody(body: unknown): Date {
  if (!isPlainObject(body)) throw new ProblemError('invalid-body', { errors: [fieldError('', 'object-expected')] });
  const { now, ...rest } = body;
  const errors: FieldError[] = Object.keys(rest).map((name) =>
    fieldError(pointerTo('', name), 'unknown-field', { didYouMean: nearest(name, ['now']) }),
  );
  if (now === undefined) errors.push(fieldError('/now', 'required'));
  else if (typeof now !== 'string' || !isTime(now)) errors.push(fieldError('/now', 'time'));
  else if (errors.length === 0) return new Date(now);
  throw new ProblemError('invalid-body', { errors });
}
