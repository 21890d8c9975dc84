import { type JsonSchema, jsonSchemaOf } from '#libs/validation';
import { accepted, type EventDefinition, type EventName } from '../catalogue.ts';
import { EnvelopeV1 } from './envelope.ts';

/**
 * The JSON Schema (2020-12) of one event type as a whole CloudEvent, self-contained. Throws for types that only the
 * service writes.
 */
export function eventSchema(definition: EventDefinition): JsonSchema {
  const { dataClass, title, about, law, type, wireType } = definition;
  if (dataClass === null) throw new Error(`${type} is not taken in from outside.`);
  const { $defs: nested, ...data } = jsonSchemaOf(dataClass);
  const envelope = jsonSchemaOf(EnvelopeV1);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:ungestatus:event:${type}`,
    title: `${title.en} / ${title.da}`,
    description: [`${about.en} / ${about.da}`, ...(law === undefined ? [] : [law])].join(' '),
    ...envelope,
    properties: {
      ...(envelope['properties'] as JsonSchema),
      type: { const: wireType },
      data: { $ref: `#/$defs/${dataClass.name}` },
    },
    $defs: { [dataClass.name]: { description: about.en, ...data }, ...(nested as JsonSchema | undefined) },
  };
}

/** The schema of every type that senders may report, by its short name. */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    accepted.map((definition): [EventName, JsonSchema] => [definition.type, eventSchema(definition)]),
  );
}
