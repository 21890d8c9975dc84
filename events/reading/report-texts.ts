import {
  type FieldError,
  fieldError,
  isPlainObject,
  pointerTo,
  readsAsCivilNumber,
  withoutSeparators,
} from '#libs/validation';
import { UNSEEN_BEYOND } from '../model/spelling.ts';

/** Where the number belongs, and `subject`, which is ignored whatever it says. A correction's content may repeat its person. */
const PLACES_OF_NUMBER: ReadonlySet<string> = new Set(['/data/person/cpr', '/data/content/person/cpr', '/subject']);
/** Texts of a form of their own that ten digits may stand in. */
const OTHER_FORMS: ReadonlySet<string> = new Set([
  '/data/phone',
  '/data/content/phone',
  '/time',
  '/traceparent',
  '/tracestate',
  '/data/person/key',
]);
/** Deeper than any shape of the catalogue: what lies below is an unknown field and refused for that. */
const DEEPEST = 6;
const MOST_TOLD = 20;
const DIGITS = 10;
/** A NUL, or half of a pair of surrogates: PostgreSQL stores neither as text. */
const NO_TEXT = /[\u0000\uD800-\uDFFF]/u;

/**
 * What is wrong with the texts of a report whatever fields they stand in: what is no text at all (a NUL, half a character), and
 * what reads as a civil number. Ids, codes and enrolment numbers are kept in the open and shown to others, so none may hold the
 * person's own, however it is spelled, nor anything of the shape of anybody's.
 */
export function textErrors(event: unknown): FieldError[] {
  const found: FieldError[] = [];
  collect(event, undefined, { number: numberOf(event), found });
  return found;
}

/** The person's number as digits, also where its form is refused for a hyphen or a space. */
function numberOf(event: unknown): string | undefined {
  const data = isPlainObject(event) ? event['data'] : undefined;
  const person = isPlainObject(data) ? data['person'] : undefined;
  const cpr = isPlainObject(person) ? person['cpr'] : undefined;
  const digits = typeof cpr === 'string' ? withoutSeparators(cpr) : '';
  return /^[0-9]{10}$/.test(digits) ? digits : undefined;
}

/** Where a member stands; made into a pointer only where something is found. */
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
  if (search.found.length >= MOST_TOLD) return;
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

/** Those of other scripts and widths count as digits too. */
function digitsIn(text: string): number {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 48 && code <= 57) || code > 127) digits += 1;
  }
  return digits;
}
