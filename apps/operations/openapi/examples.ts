import type { Json } from '#libs/contract';

const REF = '#/components/schemas/';

/** Adds examples to a schema and its members if they have none. A reference stays as it is. */
export function withExamples(schema: Json, schemas: Record<string, Json>): Json {
  if ('$ref' in schema || schema['type'] === 'null') return schema;
  const properties = schema['properties'] as Record<string, Json> | undefined;
  const filled =
    properties &&
    Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, withExamples(member, schemas)]));
  const items = schema['items'] as Json | undefined;
  const example = exampleOf(schema, schemas);
  return {
    ...schema,
    ...(filled === undefined ? {} : { properties: filled }),
    ...(items === undefined ? {} : { items: withExamples(items, schemas) }),
    ...(example === undefined ? {} : { examples: [example] }),
  };
}

/** The first example of a schema, made of its members' if it has none of its own. */
function exampleOf(schema: Json, schemas: Record<string, Json>): unknown {
  const [own] = (schema['examples'] ?? []) as unknown[];
  if (own !== undefined) return own;
  if (typeof schema['$ref'] === 'string') return exampleOf(schemas[schema['$ref'].slice(REF.length)] ?? {}, schemas);
  const [first] = (schema['oneOf'] ?? schema['anyOf'] ?? []) as Json[];
  if (first !== undefined) return exampleOf(first, schemas);
  if (schema['items'] !== undefined) return [exampleOf(schema['items'] as Json, schemas)];
  const properties = schema['properties'] as Record<string, Json> | undefined;
  if (properties === undefined) return (schema['enum'] as unknown[] | undefined)?.[0];
  const members = Object.entries(properties).map(([name, member]) => [name, exampleOf(member, schemas)] as const);
  return Object.fromEntries(
    members
      .filter(([, value]) => value !== undefined)
      .slice(0, (schema['maxProperties'] as number | undefined) ?? members.length),
  );
}
