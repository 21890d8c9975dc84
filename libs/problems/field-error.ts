import { CHECK_TEXTS } from './check-texts.ts';
import { ENVELOPE_TEXTS } from './envelope-texts.ts';
import { FACT_TEXTS } from './fact-texts.ts';
import { SHAPE_TEXTS } from './shape-texts.ts';
import type { Text } from './text.ts';
import { withoutCivilNumbers } from './civil-number-shape.ts';

/** All codes of items in `errors[]` and `warnings[]`, with their texts. */
export const FIELD_ERRORS = { ...SHAPE_TEXTS, ...ENVELOPE_TEXTS, ...CHECK_TEXTS, ...FACT_TEXTS } as const;

export type FieldErrorCode = keyof typeof FIELD_ERRORS;

/** One fault of a report. Never contains the value: that may be a civil number. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the body; empty for the whole. */
  readonly pointer: string;
  readonly code: FieldErrorCode;
  readonly da: string;
  readonly en: string;
  readonly remedy?: Text;
  /** The known name or code closest to the sent one. */
  readonly didYouMean?: string;
  /** The accepted values, if they are a short closed list. */
  readonly allowed?: readonly string[];
}

/** Builds a field error with the texts of the registry. Removes from the pointer a civil number used as a name. */
export function fieldError(
  pointer: string,
  code: FieldErrorCode,
  hints: { readonly didYouMean?: string | undefined; readonly allowed?: readonly string[] | undefined } = {},
): FieldError {
  const { remedy, ...text } = FIELD_ERRORS[code] as Text & { readonly remedy?: Text };
  return {
    pointer: withoutCivilNumbers(pointer),
    code,
    ...text,
    ...(remedy === undefined ? {} : { remedy }),
    ...(hints.didYouMean === undefined ? {} : { didYouMean: hints.didYouMean }),
    // An empty list would mean that no value is accepted.
    ...(hints.allowed === undefined || hints.allowed.length === 0 ? {} : { allowed: hints.allowed }),
  };
}

/** Extends a JSON pointer by one name, escaped as RFC 6901 section 3 requires. */
export function pointerTo(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
