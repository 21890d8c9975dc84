import { parseCivilNumber } from '#events/person/civil-number';
import { errorsIn } from '#libs/http';
import { type FieldError, fieldError, pointerTo, ProblemError } from '#libs/problems';
import { isPlainObject } from '#libs/validation';
import { type RequestedNumbers, MOST_NUMBERS } from './person-lookup-answer.ts';

/**
 * Reads the numbers of a body; errors never quote a number.
 * @throws ProblemError `invalid-body` with every error at once
 */
export function readNumbers(body: unknown, tenant: Tenant): RequestedNumbers {
  const errors = errorsIn(body, (value) => judgeNumbers(value, tenant));
  if (errors.length > 0) throw new ProblemError('invalid-body', { errors: errors.slice(0, MOST_LISTED) });
  // `judgeNumbers` found no fault, so it is one of the two.
  return body as RequestedNumbers;
}

interface Tenant {
  readonly sandbox: boolean;
}

function judgeNumbers(value: unknown, tenant: Tenant): FieldError[] {
  if (!isPlainObject(value)) return [fieldError('', 'object-expected')];
  const { cpr, cprs, ...rest } = value;
  return [
    ...Object.keys(rest).map((name) => fieldError(pointerTo('', name), 'unknown-field')),
    ...((cpr === undefined) === (cprs === undefined) ? [fieldError('/cpr', 'lookup-one-of')] : []),
    ...(cpr === undefined ? [] : numberErrors(cpr, '/cpr', tenant)),
    ...(cprs === undefined ? [] : listErrors(cprs, tenant)),
  ];
}

function listErrors(cprs: unknown, tenant: Tenant): FieldError[] {
  if (!Array.isArray(cprs) || cprs.length === 0 || cprs.length > MOST_NUMBERS)
    return [fieldError('/cprs', 'lookup-list')];
  return cprs.flatMap((one, index) => numberErrors(one, `/cprs/${index}`, tenant));
}

const MOST_LISTED = 20;

function numberErrors(value: unknown, pointer: string, tenant: Tenant): FieldError[] {
  const read = parseCivilNumber(typeof value === 'string' ? value : '', tenant);
  return typeof read === 'string' ? [fieldError(pointer, read)] : [];
}
