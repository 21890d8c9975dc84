import { type FieldError, fieldError, isPlainObject, pointerTo, withoutSeparators } from '#libs/validation';

/** Where the number belongs, and `subject`, which is ignored whatever it says. A correction's content may repeat its person. */
const ALLOWED: ReadonlySet<string> = new Set(['/data/person/cpr', '/data/content/person/cpr', '/subject']);
/** Deeper than any shape of the catalogue: what lies below is an unknown field and refused for that. */
const DEEPEST = 6;
const MOST_TOLD = 20;

/**
 * Where a report repeats its person's civil number outside `data.person`. Ids, codes and enrolment numbers are kept in
 * the open and shown to others, so none may hold it. Only the person's own number is looked for: ten digits may be
 * anybody's honest id.
 */
export function misplacedNumbers(event: unknown): FieldError[] {
  const number = numberOf(event);
  if (number === undefined) return [];
  const found: string[] = [];
  collect(event, undefined, number, found);
  return found.map((pointer) => fieldError(pointer, 'civil-number-misplaced'));
}

/** The person's number as digits, also where its form is refused for a hyphen or a space. */
function numberOf(event: unknown): string | undefined {
  const data = isPlainObject(event) ? event['data'] : undefined;
  const person = isPlainObject(data) ? data['person'] : undefined;
  const cpr = isPlainObject(person) ? person['cpr'] : undefined;
  const digits = typeof cpr === 'string' ? withoutSeparators(cpr) : '';
  return /^[0-9]{10}$/.test(digits) ? digits : undefined;
}

/** Where a member stands; made into a pointer only where a number is found. */
interface Step {
  readonly name: string;
  readonly above: Step | undefined;
  readonly depth: number;
}

function collect(value: unknown, step: Step | undefined, number: string, found: string[]): void {
  if (found.length >= MOST_TOLD) return;
  if (typeof value === 'string') {
    if (!holds(value, number)) return;
    const pointer = pointerOf(step);
    if (!ALLOWED.has(pointer)) found.push(pointer);
  } else if (typeof value === 'object' && value !== null && (step?.depth ?? 0) < DEEPEST) {
    const depth = (step?.depth ?? 0) + 1;
    for (const name of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[name];
      if (typeof member === 'object' || typeof member === 'string') collect(member, { name, above: step, depth }, number, found);
    }
  }
}

function pointerOf(step: Step | undefined): string {
  return step === undefined ? '' : pointerTo(pointerOf(step.above), step.name);
}

/** Whatever digits it is written in and whatever stands between them. Most texts have too few digits and are not gone through. */
function holds(text: string, number: string): boolean {
  return text.length >= number.length && digitsIn(text) >= number.length && withoutSeparators(text).includes(number);
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
