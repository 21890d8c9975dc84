import { parseCivilNumber } from '#events/person/civil-number';
import { type FieldError, fieldError, ProblemError } from '#libs/problems';

export const MOST_NUMBERS = 1_000;

/** What a look-up asks for: one number, or a list of them. */
export type AskedNumbers = { readonly cpr: string } | { readonly cprs: readonly string[] };

/** Throws invalid-body with everything that is wrong; a number is never repeated. */
export function readNumbers(body: unknown, tenant: { readonly sandbox: boolean }): AskedNumbers {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refusal([fieldError('', 'object-expected')]);
  const { cpr, cprs, ...rest } = body as Record<string, unknown>;
  const errors: FieldError[] = Object.keys(rest).map((name) => fieldError(`/${name}`, 'unknown-field'));
  if ((cpr === undefined) === (cprs === undefined)) errors.push(fieldError('/cpr', 'lookup-one-of'));
  else if (cpr !== undefined) errors.push(...numberErrors(cpr, '/cpr', tenant));
  else if (!Array.isArray(cprs) || cprs.length === 0 || cprs.length > MOST_NUMBERS)
    errors.push(fieldError('/cprs', 'lookup-list'));
  else errors.push(...cprs.flatMap((one, index) => numberErrors(one, `/cprs/${index}`, tenant)));
  if (errors.length > 0) throw refusal(errors.slice(0, MOST_TOLD));
  return cpr === undefined ? { cprs: cprs as readonly string[] } : { cpr: cpr as string };
}

const MOST_TOLD = 20;

function numberErrors(value: unknown, pointer: string, tenant: { readonly sandbox: boolean }): FieldError[] {
  const read = parseCivilNumber(typeof value === 'string' ? value : '', tenant);
  return typeof read === 'string' ? [fieldError(pointer, read)] : [];
}

function refusal(errors: readonly FieldError[]): ProblemError {
  return new ProblemError('invalid-body', { errors });
}
