import { type Static, type TSchema, type TSchemaOptions, type TUnsafe, Type } from 'typebox';

export function listOf<Item extends TSchema>(items: Item, description: string, more: TSchemaOptions = {}) {
  return Type.Array(items, { description, ...more });
}

export function orNull<Schema extends TSchema>(schema: Schema, description: string) {
  return Type.Union([schema, Type.Null()], { description });
}

export function optional<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(schema);
}

/** A named object of the document. Answers are open: a new member does not break a client. */
export function object<Members extends Record<string, TSchema>>(
  name: string,
  description: string,
  members: Members,
  more: TSchemaOptions = {},
) {
  return Type.Object(members, { $id: name, description, ...more });
}

/** One of several named objects, distinguished by their required members. */
export function eitherOf<Schemas extends TSchema[]>(name: string, description: string, schemas: [...Schemas]) {
  return Type.Unsafe<StaticOf<Schemas[number]>>({ $id: name, description, oneOf: schemas });
}

type StaticOf<Schema extends TSchema> = Schema extends TSchema ? Static<Schema> : never;

/** An object without a description of its members. */
export function openObject(name: string, description: string, example: object): TUnsafe<object> {
  return Type.Unsafe<object>({
    $id: name,
    type: 'object',
    description,
    additionalProperties: true,
    examples: [example],
  });
}

/** A report of the catalogue, in a request body. */
export const reportSchema = Type.Unsafe<object>({ $ref: '#/components/schemas/Event' });
