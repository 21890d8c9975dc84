import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readGoldenExamples } from '#events/golden-examples';
import { isDay, isTime } from '#libs/validation';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ROOT } from '../architecture/project-files.ts';
import { type RunningService, startService } from '../service/running.ts';

type Json = Record<string, any>;

let service: RunningService;
let document: Json;
let schemas: Record<string, Json>;
let operations: { readonly path: string; readonly method: string; readonly operation: Json }[];
beforeAll(async () => {
  service = await startService();
  document = (await service.get('/openapi.json')).body;
  schemas = document['components'].schemas;
  operations = Object.entries(document['paths'] as Json).flatMap(([path, methods]) =>
    Object.entries(methods as Json).map(([method, operation]) => ({ path, method, operation })),
  );
});
afterAll(() => service.stop());

/** Every object below a value, with its path. */
function everyObject(value: unknown, at = ''): { readonly at: string; readonly node: Json }[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, member]) =>
    name === 'examples' ? [] : everyObject(member, `${at}/${name}`),
  );
  return [...(Array.isArray(value) ? [] : [{ at, node: value }]), ...below];
}

function ajvOf(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    formats: { date: isDay, 'date-time': isTime, uuid: true, 'uri-reference': true },
  });
  return ajv.addSchema({ $id: 'contract', components: { schemas } });
}

test('every schema of the document is valid JSON Schema 2020-12', () => {
  const ajv = new Ajv2020();
  for (const [name, schema] of Object.entries(schemas))
    expect([name, ajv.validateSchema(schema)]).toEqual([name, true]);
});

test('a reference of the document stands alone, leads somewhere, and every named schema is used', () => {
  const refs = everyObject(document).filter(({ node }) => typeof node['$ref'] === 'string');
  expect(refs.filter(({ node }) => Object.keys(node).length > 1)).toEqual([]);
  const names = new Set(refs.map(({ node }) => node['$ref'] as string));
  for (const ref of names)
    expect([
      ref,
      ref
        .slice(2)
        .split('/')
        .reduce((at, step) => at?.[step], document) !== undefined,
    ]).toEqual([ref, true]);
  expect(Object.keys(schemas).filter((name) => !names.has(`#/components/schemas/${name}`))).toEqual([]);
  expect(JSON.stringify(document)).not.toMatch(/"discriminator"|"const":"dk\./);
});

/**
 * Fields of named schemas and parameters without a description or an example; a reference has the words of its target.
 */
function fieldsWithoutWords(): string[] {
  const named = Object.entries(schemas).map(([name, schema]) => ({ at: name, node: schema }));
  const fields = everyObject(schemas).flatMap(({ at, node }) =>
    Object.entries((node['type'] === 'object' && node['properties']) || {}).map(([name, field]) => ({
      at: `${at}/${name}`,
      node: field as Json,
    })),
  );
  const parameters = operations.flatMap(({ path, operation }) =>
    (operation['parameters'] ?? []).map((one: Json) => ({
      at: `${path} ${one['name']}`,
      node: { ...one['schema'], description: one['description'] },
    })),
  );
  const wordless = ({ node }: { node: Json }) =>
    !('$ref' in node) && (!node['description'] || node['examples']?.[0] === undefined);
  return [...named, ...fields, ...parameters]
    .filter((field) => !/\/(?:if|then|not)\//.test(field.at) && wordless(field))
    .map(({ at }) => at);
}

test('every field, parameter and named schema of the document has a description and an example', () => {
  expect(fieldsWithoutWords()).toEqual([]);
});

test('every example of the document fits its schema', () => {
  const ajv = ajvOf();
  const wrong = Object.entries(schemas).flatMap(([name, schema]) => {
    const fits = ajv.compile({ $ref: `contract#/components/schemas/${name}` });
    return (schema['examples'] as unknown[]).every((example) => fits(example))
      ? []
      : [`${name}: ${ajv.errorsText(fits.errors)}`];
  });
  expect(wrong).toEqual([]);
});

test('golden examples are events of the document, each of exactly one type, and an altered one is not', () => {
  const fits = ajvOf().compile({ $ref: 'contract#/components/schemas/Event' });
  for (const { type, event } of readGoldenExamples(join(ROOT, 'events'))) {
    expect([type, fits(event), fits.errors]).toEqual([type, true, null]);
    expect(fits({ ...event, extra: 1 })).toBe(false);
  }
});

test('no pattern of the document uses syntax that a common language refuses', () => {
  const patterns = everyObject(document).flatMap(({ node }) =>
    typeof node['pattern'] === 'string' ? [node['pattern']] : [],
  );
  expect(patterns.length).toBeGreaterThan(50);
  expect(patterns.filter((pattern) => /\\p\{/.test(pattern))).toEqual([]);
});

test('the paths that are promised to stay are in the document', () => {
  expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)).toEqual(
    expect.arrayContaining([
      'POST /v1/events',
      'GET /v1/receipts/{receiptId}',
      'POST /v1/persons/lookup',
      'POST /v1/persons/{key}/identity',
      'GET /v1/persons/{key}/status',
      'GET /v1/persons/{key}/timeline',
      'GET /v1/persons/{key}/changes',
      'GET /v1/persons/{key}/contacts',
      'GET /v1/cases',
      'GET /v1/cohort',
      'GET /v1/sandbox',
      'PUT /v1/sandbox/clock',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'GET /openapi.json',
    ]),
  );
});

test('every operation has an id of its own, its path parameters, and the problems, headers and security of its kind', () => {
  expect(new Set(operations.map(({ operation }) => operation['operationId'])).size).toBe(operations.length);
  for (const { path, operation } of operations) {
    const declared = (operation['parameters'] ?? [])
      .filter((one: Json) => one['in'] === 'path')
      .map((one: Json) => `{${one['name']}}`);
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(declared);
    const responses = operation['responses'] as Record<string, { headers?: Json }>;
    const isOpen = operation['security'].length === 0;
    const expected = [
      '500',
      ...(isOpen ? [] : ['401', '403', '429', '503']),
      ...(operation['requestBody'] ? ['400', '413', '415', '422'] : []),
    ];
    expect([path, Object.keys(responses)]).toEqual([path, expect.arrayContaining(expected)]);
    if (isOpen) continue;
    expect(Object.keys(responses['429']?.headers ?? {})).toEqual(['X-Correlation-Id', 'Retry-After']);
    expect(Object.keys(responses['401']?.headers ?? {})).toContain('WWW-Authenticate');
    expect(operation['security']).toEqual([{ clientCredentials: [] }, { bearer: [] }]);
  }
});

describe('the description of how a system gets a token', () => {
  test('names the address that issues tokens', async () => {
    const { tokenUrl } = document['components'].securitySchemes.clientCredentials.flows.clientCredentials;
    const discovered = (await service.get('/.well-known/openid-configuration')).body;
    expect(tokenUrl).toBe(discovered.token_endpoint);
    expect(document['components'].securitySchemes.clientCredentials.description).toMatch(/private_key_jwt/);
  });
});
