import { type TSchemaOptions, type TUnsafe, Type } from 'typebox';

/**
 * Schemas of fields. Each has a description and an example, because its function requires both; the example of an
 * object consists of those of its members. A schema is a part of the document and, by `AnswerOf`, the type of the
 * answer.
 */
export function text(description: string, example: string, more: TSchemaOptions = {}) {
  return Type.String({ description, examples: [example], ...more });
}

export function day(description: string, example = '2026-08-10') {
  return text(description, example, { format: 'date' });
}

export function instant(description: string, example = '2026-08-10T08:15:00.000Z') {
  return text(description, example, { format: 'date-time' });
}

export function week(description: string) {
  return text(description, '2026-W48', { pattern: '^[0-9]{4}-W[0-9]{2}$' });
}

export function uuid(description: string, example = '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f') {
  return text(description, example, { format: 'uuid' });
}

export function municipality(description: string) {
  return text(description, '0751', { pattern: '^[0-9]{4}$' });
}

export function institution(description: string) {
  return text(description, '990110', { pattern: '^[0-9]{6}$' });
}

export function whole(description: string, example: number) {
  return Type.Integer({ description, examples: [example], minimum: 0 });
}

export function number(description: string, example: number) {
  return Type.Number({ description, examples: [example] });
}

export function flag(description: string, example: boolean) {
  return Type.Boolean({ description, examples: [example] });
}

/** True or left out. */
export function mark(description: string): TUnsafe<true> {
  return Type.Unsafe<true>({ type: 'boolean', description, examples: [true] });
}

/** One of a closed list. Another list is another version of the contract. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
  description: string,
  name?: string,
): TUnsafe<Values[number]> {
  return Type.Unsafe<Values[number]>({
    type: 'string',
    enum: [...values],
    description,
    examples: [values[0]],
    ...(name === undefined ? {} : { $id: name }),
  });
}

/** One of a list that grows: clients must accept a code they do not know. */
export function openList<Value extends string>(values: readonly Value[], description: string): TUnsafe<Value> {
  return Type.Unsafe<Value>({ type: 'string', description, examples: [values[0]], 'x-extensible-enum': [...values] });
}
