import 'reflect-metadata';
import { ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { findFieldWords } from './about.ts';
import { ownCheckNames } from './decorators.ts';
import type { JsonSchema } from './json.ts';

export type ShapeClass = new () => object;

/** The declared class of a nested property. */
export function nestedClass(owner: ShapeClass, property: string): ShapeClass {
  const declared: unknown = Reflect.getMetadata('design:type', owner.prototype as object, property);
  if (typeof declared !== 'function' || declared === Object)
    throw new Error(`${owner.name}.${property} must be declared with its class.`);
  return declared as ShapeClass;
}

/**
 * The JSON Schema (2020-12) of a decorated class, self-contained: nested classes are in `$defs`. Closed by default
 * (`additionalProperties: false` on every object), since the decorators alone accept unknown fields.
 */
export function jsonSchemaOf(shape: ShapeClass, options: { readonly closed: boolean } = { closed: true }): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  const waiting = new Set<ShapeClass>([shape]);
  for (const next of waiting) {
    const schema = schemaOfOne(next, (child) => waiting.add(child));
    definitions[next.name] = options.closed ? { ...schema, additionalProperties: false } : schema;
  }
  const { [shape.name]: root, ...nested } = definitions;
  return { ...root, ...(Object.keys(nested).length === 0 ? {} : { $defs: nested }) };
}

function schemaOfOne(shape: ShapeClass, found: (child: ShapeClass) => void): JsonSchema {
  const own = Object.fromEntries(
    ownCheckNames().map((name) => [name, (meta: { constraints: unknown[] }) => meta.constraints[0] as JsonSchema]),
  );
  const schema = targetConstructorToSchema(shape, {
    refPointerPrefix: '#/$defs/',
    additionalConverters: {
      ...own,
      [ValidationTypes.NESTED_VALIDATION]: (meta: { propertyName: string }) => {
        const child = nestedClass(shape, meta.propertyName);
        found(child);
        return { $ref: `#/$defs/${child.name}` };
      },
    },
  }) as JsonSchema;
  return withWords(shape, schema);
}

/** Puts the field's own description before that of its kind. */
function withWords(shape: ShapeClass, schema: JsonSchema): JsonSchema {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(
    ([name, member]) => {
      const words = findFieldWords(shape, name);
      if (words === undefined) return [name, member];
      const { description: kind } = member;
      return [
        name,
        {
          ...member,
          description: kind === undefined ? words.description : `${words.description} ${String(kind)}`.trim(),
          examples: [words.example],
        },
      ];
    },
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}
