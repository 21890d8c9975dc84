import type { FieldError } from '#libs/problems';

/**
 * A body, or an element of one, with faults found while it was parsed. Takes the place of the value, so that the rest
 * can still be checked and all errors are listed at once.
 */
export class RefusedElement {
  constructor(
    readonly errors: readonly FieldError[],
    /** As parsed; has the last value of a repeated name. Undefined if the element was not parsed. */
    readonly value: unknown = undefined,
  ) {}

  /** The value without the faulty members. */
  get rest(): unknown {
    return this.errors.reduce((rest, { pointer }) => without(rest, pointer.split('/').slice(1)), this.value);
  }

  /** Adds the errors found in the rest, without those about a faulty member or an object that lacks it. */
  with(found: readonly FieldError[]): FieldError[] {
    const isFaulty = ({ pointer, code }: FieldError): boolean =>
      this.errors.some(
        ({ pointer: faulty }) =>
          isWithin(pointer, faulty) || (pointer !== '' && code !== 'unknown-field' && isWithin(faulty, pointer)),
      );
    return [...this.errors, ...found.filter((error) => !isFaulty(error))];
  }
}

/** Lists every error of a body: its faults, and those that `judge` finds in the value. */
export function errorsIn(body: unknown, judge: (value: unknown) => readonly FieldError[]): readonly FieldError[] {
  return body instanceof RefusedElement ? body.with(judge(body.value)) : judge(body);
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function without(value: unknown, [step, ...deeper]: readonly string[]): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === step ? without(one, deeper) : one));
  const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
  const { [name]: member, ...others } = value as Record<string, unknown>;
  if (!Object.hasOwn(value, name) || deeper.length === 0) return others;
  return { ...others, [name]: without(member, deeper) };
}
