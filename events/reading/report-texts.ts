import {
  type FieldError,
  fieldError,
  isPlainObject,
  pointerTo,
  readsAsCivilNumber,
  withoutSeparators,
} from '#libs/validation';
import { UNSEEN_BEYOND } from '../model/spelling.ts';

/**
 * The members for the number, and `subject`, which is ignored in any case. A correction's content may repeat its
 * person.
 */
const PLACES_OF_NUMBER: ReadonlySet<string> = new Set(['/data/person/cpr', '/data/content/person/cpr', '/subject']);
/** Texts with a form of their own in which ten digits may occur. */
const OTHER_FORMS: ReadonlySet<string> = new Set([
  '/data/phone',
  '/data/content/phone',
  '/time',
  '/traceparent',
  '/tracestate',
  '/data/person/key',
]);
/** Deeper than any shape of the catalogue: everything below is an unknown field and is refused as such. */
const DEEPEST = 6;
const MOST_ERRORS = 20;
const DIGITS = 10;
/** NUL or half of a surrogate pair: PostgreSQL does not store either as text. */
const NO_TEXT = /[\u0000\uD800-\uDFFF]/u;

/**
 * Finds the errors in the texts of a report, whatever its fields: invalid text (a NUL, half a character), and anything
 * that could be a civil number. Ids, codes and enrolment numbers are stored unsealed and shown to others, so none may
 * contain the person's own number in any spelling, nor anything of the form of any number.
 */
export function textErrors(event: unknown): FieldError[] {
  const found: FieldError[] = [];
  collect(event, undefined, { number: numberOf(event), found });
  return found;
}

/** The person's number as digits, also if its form is refused because of a hyphen or a space. */
function numberOf(event: unknown): string | undefined {
  const data = isPlainObject(event) ? event['data'] : undefined;
  const person = isPlainObject(data) ? data['person'] : undefined;
  const cpr = isPlainObject(person) ? person['cpr'] : undefined;
  const digits = typeof cpr === 'string' ? withoutSeparators(cpr) : '';
  return /^[0-9]{10}$/.test(digits) ? digits : undefined;
}

/** The place of a member; made into a pointer only if there is an error. */
interface Step {
  readonly name: string;
  readonly above: Step | undefined;
  readonly depth: number;
}

interface Search {
  readonly number: string | undefined;
  readonly found: FieldError[];
}

function collect(value: unknown, step: Step | undefined, search: Search): void {
  if (search.found.length >= MOST_ERRORS) return;
  if (typeof value === 'string') {
    judge(value, step, search);
  } else if (typeof value === 'object' && value !== null && (step?.depth ?? 0) < DEEPEST) {
    const depth = (step?.depth ?? 0) + 1;
    for (const name of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[name];
      if (typeof member === 'object' || typeof member === 'string')
        collect(member, { name, above: step, depth }, search);
    }
  }
}

function judge(text: string, step: Step | undefined, { number, found }: Search): void {
  if (NO_TEXT.test(text)) found.push(fieldError(pointerOf(step), 'not-text'));
  else if (UNSEEN_BEYOND.test(text)) found.push(fieldError(pointerOf(step), 'unseen-characters'));
  if (text.length < DIGITS || digitsIn(text) < DIGITS) return;
  const pointer = pointerOf(step);
  if (PLACES_OF_NUMBER.has(pointer)) return;
  if (number !== undefined && withoutSeparators(text).includes(number))
    found.push(fieldError(pointer, 'civil-number-misplaced'));
  else if (!OTHER_FORMS.has(pointer) && readsAsCivilNumber(text))
    found.push(fieldError(pointer, 'reads-as-civil-number'));
}

function pointerOf(step: Step | undefined): string {
  return step === undefined ? '' : pointerTo(pointerOf(step.above), step.name);
}

/** Counts digits of other scripts and widths too. */
function digitsIn(text: string): number {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 48 && code <= 57) || code > 127) digits += 1;
  }
  return digits;
}
