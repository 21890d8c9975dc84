import { type Json, ref } from './operation.ts';

/** Short words for hand-written schemas. Answers stay open: a new field is no breaking change for those who read. */
export const text: Json = { type: 'string' };
export const day: Json = { type: 'string', format: 'date' };
export const week: Json = { type: 'string', pattern: '^[0-9]{4}-W[0-9]{2}$' };
export const instant: Json = { type: 'string', format: 'date-time' };
export const whole: Json = { type: 'integer' };
export const flag: Json = { type: 'boolean' };
export const uuid: Json = { type: 'string', format: 'uuid' };
export const anything: Json = { type: 'object' };
export const municipality: Json = { type: 'string', pattern: '^[0-9]{4}$' };
export const institution: Json = { type: 'string', pattern: '^[0-9]{6}$' };

export function listOf(items: Json): Json {
  return { type: 'array', items };
}

export function oneOf(...values: readonly string[]): Json {
  return { type: 'string', enum: values };
}

export function orNull(schema: Json): Json {
  return { anyOf: [schema, { type: 'null' }] };
}

/** An object; a name ending in `?` is optional. */
export function object(members: Readonly<Record<string, Json>>, description?: string): Json {
  const names = Object.keys(members);
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), members[name]])),
    required: names.filter((name) => !name.endsWith('?')),
  };
}

export { ref };
