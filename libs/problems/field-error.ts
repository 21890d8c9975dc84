import { CHECK_TEXTS } from './check-texts.ts';
import { ENVELOPE_TEXTS } from './envelope-texts.ts';
import { FACT_TEXTS } from './fact-texts.ts';
import { SHAPE_TEXTS } from './shape-texts.ts';
import type { Text } from './text.ts';
import { withoutCivilNumbers } from './civil-number-shape.ts';

/** Every code an item of `errors[]` or `warnings[]` can carry, with its texts. */
export const FIELD_ERRORS = { ...SHAPE_TEXTS, ...ENVELOPE_TEXTS, ...CHECK_TEXTS, ...FACT_TEXTS } as const;

export type FieldErrorCode = keyof typeof FIELD_ERRORS;

/** One thing wrong with a report. It never holds the value: that may be a civil number. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into what was sent; empty for the whole. */
  readonly pointer: string;
  readonly code: FieldErrorCode;
  readonly da: string;
  readonly en: string;
  readonly remedy?: Text;
  /** The known name or code closest to what was sent. */
  readonly didYouMean?: string;
  /** What would have been accepted, where that is a short closed list. */
  readonly allowed?: readonly string[];
}

/** Builds a field error with the texts of the registry. A civil number used as a name is not repeated in the pointer. */
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
    // An empty list would say that nothing is right.
    ...(hints.allowed === undefined || hints.allowed.length === 0 ? {} : { allowed: hints.allowed }),
  };
}

/** One step further down a JSON pointer, escaped as RFC 6901 section 3 asks. */
export function pointerTo(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
