import type { Json } from './operation.ts';

/**
 * Stand-alone event schemas as named schemas of one document: `$defs` move to `components`, `$id` and `$schema` go,
 * since an `$id` would change what the references resolve against.
 */
export function eventComponents(schemas: Readonly<Record<string, Json>>): Record<string, Json> {
  const components: Record<string, Json> = {};
  const names: Record<string, string> = {};
  for (const [type, { $schema: _schema, $id: _id, $defs, ...event }] of Object.entries(schemas)) {
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) components[name] = withMovedRefs(definition);
    const name = `${pascal(type)}Event`;
    components[name] = withMovedRefs(event);
    names[wireTypeOf(event)] = `#/components/schemas/${name}`;
  }
  components['Event'] = {
    description: 'A CloudEvent 1.0 of one of the types of the catalogue.',
    oneOf: Object.values(names).map(($ref) => ({ $ref })),
    discriminator: { propertyName: 'type', mapping: names },
  };
  return components;
}

function wireTypeOf(event: Json): string {
  return String(((event['properties'] as Json)['type'] as Json)['const']);
}

function withMovedRefs(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

/** `education-interrupted.v1` → `EducationInterruptedV1` */
function pascal(type: string): string {
  return type.replace(/(?:^|[.-])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
