import {
  About,
  allOf,
  Check,
  ExactlyOneOf,
  isPlainObject,
  Nested,
  Normalised,
  Optional,
  Pattern,
} from '#libs/validation';
import { BLANKS, CONTROLS, LETTERS, normaliseId, normaliseName, OTHER_DIGITS, UNSEEN } from './spelling.ts';
import type { Code } from './stored.ts';

export { CalendarDay as Day, Flag, Optional } from '#libs/validation';

/** Six digits: a number of the institution register. */
export function InstitutionNumber(): PropertyDecorator {
  return Pattern(/^[0-9]{6}$/u, 'institution-number', 'Institution number of the institution register, 6 digits.');
}

/** Four digits, leading zeros included. */
export function MunicipalityCode(): PropertyDecorator {
  return Pattern(/^[0-9]{4}$/u, 'municipality-code', 'Municipality code, 4 digits.');
}

const NO_ID = `${CONTROLS}${UNSEEN}${BLANKS}`;
const ID = new RegExp(`^[^ ${NO_ID}](?:[^${NO_ID}]{0,126}[^ ${NO_ID}])?$`, 'u');

/**
 * An id that the sender chose. Every character is visible, so two ids that look alike are equal. Composed (NFC) and
 * without blanks at its ends.
 */
export function SenderId(): PropertyDecorator {
  return allOf(
    Pattern(
      ID,
      'sender-id',
      "The sender's own lasting id: 1-128 visible characters, spaces only inside; stored composed (NFC). Never a " +
        'civil number.',
    ),
    Normalised(normaliseId),
  );
}

/** The id of an earlier report. Ids stored before ids were normalised may contain anything but control characters. */
export function EarlierId(): PropertyDecorator {
  return allOf(
    Pattern(
      new RegExp(`^[^${CONTROLS}\\u2028\\u2029]{1,128}$`, 'u'),
      'sender-id',
      "The sender's own id of the earlier report, 1-128 characters.",
    ),
    Normalised(normaliseId),
  );
}

/** A code without its system. Contains no spaces, so no sentence fits. */
export function Token(): PropertyDecorator {
  return Pattern(
    new RegExp(`^[0-9${LETTERS}][0-9${LETTERS}._:/+-]{0,63}$`, 'u'),
    'token',
    'A code, 1-64 letters, digits or . _ : / + - without spaces.',
  );
}

/**
 * Signs that occur in names: blanks, apostrophes and accents, hyphens, dot, comma, brackets; normalisation removes the
 * invisible ones.
 */
const SIGNS =
  ` .,'()\\-\`\\u00B4\\u00B7\\u02B9-\\u02BD\\u02C8\\u2010-\\u2019\\u201B\\u2032\\u2035\\u2043\\u2212\\uFE58` +
  `\\uFE63\\uFF07\\uFF0D${BLANKS}${UNSEEN}`;
const SYMBOLS =
  '!"#$%&*+/:;<=>?@\\[\\\\\\]^_{|}~\\u00A1-\\u00A9\\u00AB\\u00AC\\u00AE-\\u00B1\\u00B6\\u00BB-\\u00BF\\u00D7' +
  '\\u00F7\\u20A0-\\u20CF\\u2190-\\u2BFF';
const NOT_IN_NAMES = `${CONTROLS}0-9${OTHER_DIGITS}${SYMBOLS}`;
const NAME = new RegExp(`^[${SIGNS}]{0,3}[^${SIGNS}${NOT_IN_NAMES}][^${NOT_IN_NAMES}]{0,96}$`, 'u');

/** A person's name in any script, with any apostrophe, accent or hyphen. Stored with the plain ones. */
export function PersonName(): PropertyDecorator {
  return allOf(
    Pattern(
      NAME,
      'person-name',
      'A name, 1-100 characters without digits; apostrophes, hyphens and blanks of any kind are stored as the ' +
        'plain ones.',
    ),
    Normalised(normaliseName),
  );
}

const ORGANISATION = new RegExp(`^[^${SIGNS}${CONTROLS}<>@{|}~\\\\][^${CONTROLS}<>@{|}~\\\\]{0,119}$`, 'u');

/** Names of organisations may contain digits; a text that could be a civil number is refused for the whole report. */
export function OrganisationName(): PropertyDecorator {
  return allOf(
    Pattern(
      ORGANISATION,
      'organisation',
      "An organisation's name, 1-120 characters; apostrophes, hyphens and blanks of any kind are stored as the " +
        'plain ones.',
    ),
    Normalised(normaliseName),
  );
}

export function Phone(): PropertyDecorator {
  return Pattern(/^\+?[0-9][0-9 ]{6,18}[0-9]$/u, 'phone', 'Phone number, 8-20 digits and spaces.');
}

export function Email(): PropertyDecorator {
  return Pattern(/^[^\s@<>"(),;:]{1,64}@[^\s@<>"(),;:]{1,126}\.[A-Za-z]{2,63}$/u, 'email', 'E-mail address.');
}

/** A code of any code set: system, code, and the version of the set if it has one. */
export class CodeValue implements Code {
  @About('', 'neutral')
  @Pattern(/^[a-z0-9][a-z0-9.-]{0,63}$/u, 'code-system', 'The code set, e.g. `neutral` or the name of a local set.')
  system!: string;

  @About('The code itself.', 'other')
  @Token()
  code!: string;

  @About('The version of the code set, if it has one.', '2025-26')
  @Optional()
  @Token()
  version?: string;
}

/** The neutral codes of a field with their texts. Sent as `{ "system": "neutral", "code": … }`. */
export type NeutralCodes = Readonly<Record<string, { readonly da: string; readonly en: string }>>;

/**
 * A `CodeValue`. Under the system `neutral` only the given codes are valid (none if the field has no neutral codes).
 */
export function CodeField(codes: NeutralCodes = {}): PropertyDecorator {
  const allowed = Object.keys(codes);
  const accepts = (value: unknown): boolean =>
    !isPlainObject(value) ||
    value['system'] !== 'neutral' ||
    typeof value['code'] !== 'string' ||
    allowed.includes(value['code']);
  const then = allowed.length === 0 ? { not: { required: ['system'] } } : { properties: { code: { enum: allowed } } };
  const schema = { if: { properties: { system: { const: 'neutral' } }, required: ['system'] }, then };
  return allOf(
    Nested(() => CodeValue),
    Check(
      'neutralCode',
      schema,
      accepts,
      allowed.length === 0
        ? { code: 'no-neutral-codes', at: 'system' }
        : { code: 'unknown-neutral-code', at: 'code', allowed },
    ),
  );
}

/** Names the person that a report is about by exactly one of the two members. */
export class PersonRef {
  @About('', '7403104101')
  @Optional()
  @Pattern(/^[0-9]{10}$/u, 'cpr-format', 'Civil number, 10 digits without a hyphen.')
  cpr?: string;

  @About('', '11111111-1111-4111-8111-111111111111')
  @Optional()
  @Pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u, 'person-key', 'The key a look-up gave.')
  key?: string;
}

export function Person(): PropertyDecorator {
  return allOf(
    About('Whom the report is about, by exactly one of `cpr` and `key`.', { cpr: '7403104101' }),
    Nested(() => PersonRef),
    ExactlyOneOf(['cpr', 'key'], 'person-one-of'),
  );
}
