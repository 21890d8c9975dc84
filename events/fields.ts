import { allOf, Check, ExactlyOneOf, isPlainObject, Nested, Optional, Pattern } from '#libs/validation';
import { neutralCodes, type NeutralList } from './neutral-codes.ts';
import type { Code } from './stored.ts';

export { CalendarDay as Day, Flag, Optional } from '#libs/validation';

/** Six digits of the institution register. */
export function InstitutionNumber(): PropertyDecorator {
  return Pattern(/^[0-9]{6}$/u, 'institution-number', 'Institution number of the institution register, 6 digits.');
}

/** Four digits with the leading zero. */
export function MunicipalityCode(): PropertyDecorator {
  return Pattern(/^[0-9]{4}$/u, 'municipality-code', 'Municipality code, 4 digits.');
}

/** An id the sender chose. */
export function SenderId(): PropertyDecorator {
  return Pattern(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,128}$/u, 'sender-id', "The sender's own lasting id, 1-128 characters; never a civil number.");
}

/** A code without its system; no spaces, so no sentence fits. */
export function Token(): PropertyDecorator {
  return Pattern(/^[\p{L}\p{N}][\p{L}\p{N}._:/+-]{0,63}$/u, 'token', 'A code, 1-64 characters without spaces.');
}

export function PersonName(): PropertyDecorator {
  return Pattern(/^\p{L}[\p{L}\p{M} .,'’()-]{0,99}$/u, 'person-name', 'A name, 1-100 characters without digits.');
}

/** Organisations may have digits in their name; ten in a row could be a civil number. */
export function OrganisationName(): PropertyDecorator {
  return Pattern(
    /^(?!.*[0-9]{6}[ -]?[0-9]{4})[\p{L}\p{N}][\p{L}\p{M}\p{N} .,&'’()/+-]{0,119}$/u,
    'organisation',
    "An organisation's name, 1-120 characters.",
  );
}

export function Phone(): PropertyDecorator {
  return Pattern(/^\+?[0-9][0-9 ]{6,18}[0-9]$/u, 'phone', 'Phone number, 8-20 digits and spaces.');
}

export function Email(): PropertyDecorator {
  return Pattern(/^(?=.{3,254}$)[^\s@<>"(),;:]{1,64}@[^\s@<>"(),;:]+\.[A-Za-z]{2,}$/u, 'email', 'E-mail address.');
}

/** A code of somebody's code set: system, code, and the version of the set where there is one. */
export class CodeValue implements Code {
  @Pattern(/^[a-z0-9][a-z0-9.-]{0,63}$/u, 'code-system', 'The code set, e.g. `neutral` or the name of a local set.')
  system!: string;

  @Token()
  code!: string;

  @Optional()
  @Token()
  version?: string;
}

/** A `CodeValue`; under the system `neutral` only the codes of the field's neutral list (none, where it has no list). */
export function CodeField(list?: NeutralList): PropertyDecorator {
  const allowed = list === undefined ? [] : neutralCodes(list);
  const accepts = (value: unknown): boolean =>
    !isPlainObject(value) || value['system'] !== 'neutral' || typeof value['code'] !== 'string' || allowed.includes(value['code']);
  const then = allowed.length === 0 ? { not: { required: ['system'] } } : { properties: { code: { enum: allowed } } };
  const schema = { if: { properties: { system: { const: 'neutral' } }, required: ['system'] }, then };
  return allOf(Nested(() => CodeValue), Check('neutralCode', schema, accepts, { code: 'unknown-neutral-code', at: 'code', allowed }));
}

/** Names the person a report is about, by exactly one of both. */
export class PersonRef {
  @Optional()
  @Pattern(/^[0-9]{10}$/u, 'cpr-format', 'Civil number, 10 digits without a hyphen.')
  cpr?: string;

  @Optional()
  @Pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u, 'person-key', 'The key a look-up gave.')
  key?: string;
}

export function Person(): PropertyDecorator {
  return allOf(Nested(() => PersonRef), ExactlyOneOf(['cpr', 'key'], 'person-one-of'));
}
