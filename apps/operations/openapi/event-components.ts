import type { Components } from './components.ts';
import type { Json } from '#libs/contract';

/**
 * Adds the stand-alone schemas of events as named schemas. A reference with other keywords, which generators drop or
 * refuse, becomes a schema with a name of its own; a `const` becomes a list of one.
 */
export function addEvents(components: Components, schemas: Readonly<Record<string, Json>>): void {
  const names: string[] = [];
  for (const [type, { $schema: _schema, $id: _id, $defs, ...event }] of Object.entries(schemas)) {
    const definitions = ($defs ?? {}) as Record<string, Json>;
    const adapt = new Adaptation(components, definitions);
    for (const [name, definition] of Object.entries(definitions))
      if (/V\d+$/.test(name)) components.add(name, adapt.schema(definition, name));
    names.push(`${pascal(type)}Event`);
    components.add(names.at(-1) ?? '', adapt.schema(event, pascal(type)));
  }
  const description = 'A CloudEvent 1.0 of one of the types of the catalogue; `type` says which.';
  components.add('Event', { description, oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })) });
}

class Adaptation {
  constructor(
    private readonly components: Components,
    private readonly definitions: Record<string, Json>,
  ) {}

  /** The schema for the document. @param owner begins the name of members that have none of their own */
  schema(schema: Json, owner: string): Json {
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
    return {
      ...schema,
      properties: Object.fromEntries(
        properties.map(([name, member]) => [name, this.member(member, `${owner}${pascal(name)}`)]),
      ),
    };
  }

  private member(member: Json, name: string): Json {
    const { const: only, $ref, ...others } = member;
    if (only !== undefined)
      return { type: 'string', enum: [only], description: 'The type of the report.', examples: [only], ...others };
    if (typeof $ref !== 'string')
      return member['type'] === 'object' ? { ...member, additionalProperties: true } : member;
    const target = $ref.replace('#/$defs/', '');
    const definition = this.definitions[target];
    if (definition === undefined) throw new Error(`${name} refers to ${$ref}, which is not there`);
    const { type: _type, oneOf, ...words } = others;
    const exactlyOne = isOneMemberOf(oneOf, definition);
    const shared = exactlyOne || Object.keys(words).length === 0;
    const own = { ...definition, ...words, ...(exactlyOne ? { minProperties: 1, maxProperties: 1 } : {}) };
    const component = shared ? target : name;
    this.components.add(component, this.schema(own, component));
    return { $ref: `#/components/schemas/${component}` };
  }
}

/** Whether `oneOf` requires exactly one of all members. Generators take `oneOf` for a choice of classes. */
function isOneMemberOf(oneOf: unknown, { properties }: Json): boolean {
  return (
    Array.isArray(oneOf) &&
    oneOf.length === Object.keys(properties as Json).length &&
    oneOf.every((one: Json) => Object.keys(one).join() === 'required')
  );
}

/** `education-interrupted.v1` → `EducationInterruptedV1` */
function pascal(type: string): string {
  return type.replace(/(?:^|[.-])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
