import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readGoldenExamples } from '#events/golden-examples';
import { fieldError, ProblemError, toProblem } from '#libs/problems';
import { isDay, isTime } from '#libs/validation';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDocument } from './open-api.ts';
import type { Json } from './operation.ts';

const document = openApiDocument();
const schemas = (document['components'] as Json)['schemas'] as Record<string, Json>;
const paths = document['paths'] as Record<string, Record<string, Json>>;
const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

function everyRef(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '$ref' && typeof member === 'string' ? [member] : everyRef(member)));
}

/** The document's named schemas as one JSON Schema document, to judge real values with. */
function validatorOf(name: string) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, keywords: ['discriminator', 'components'] });
  ajv.addFormat('date', isDay);
  ajv.addFormat('date-time', isTime);
  ajv.addFormat('uuid', true);
  return ajv.compile({ components: { schemas }, $ref: `#/components/schemas/${name}` });
}

test('every schema is valid JSON Schema 2020-12', () => {
  const ajv = new Ajv2020();
  for (const [name, schema] of Object.entries(schemas)) expect([name, ajv.validateSchema(schema)]).toEqual([name, true]);
});

test('every reference leads somewhere, and every named schema is used or is an event', () => {
  const refs = new Set(everyRef(document));
  for (const ref of refs) expect(Object.keys(schemas)).toContain(ref.replace('#/components/schemas/', ''));
  expect(Object.keys(schemas).filter((name) => !refs.has(`#/components/schemas/${name}`))).toEqual([]);
});

test('the paths that stay put are there', () => {
  expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)).toEqual(
    expect.arrayContaining([
      'POST /v1/events', 'GET /v1/receipts/{receiptId}', 'POST /v1/persons/lookup', 'GET /v1/persons/{key}/status',
      'GET /v1/persons/{key}/timeline', 'GET /v1/persons/{key}/changes', 'GET /v1/persons/{key}/contacts', 'GET /v1/cases', 'GET /v1/cohort',
      'GET /v1/sandbox', 'PUT /v1/sandbox/clock',
    ]),
  );
});

test('a tenant that is no sandbox has no sandbox calls', () => {
  expect(JSON.stringify(openApiDocument({ sandbox: false }))).not.toMatch(/sandbox/i);
});

describe.each(operations)('$method $path', ({ path, method, operation }) => {
  test('declares the parameters of its path, its answers and its problems', () => {
    const declared = ((operation['parameters'] ?? []) as Json[]).filter((parameter) => parameter['in'] === 'path').map((parameter) => `{${String(parameter['name'])}}`);
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(declared);
    const answers = operation['responses'] as Record<string, Json>;
    expect(Object.keys(answers).some((status) => status.startsWith('2'))).toBe(true);
    if (operation['security'] === undefined) expect(Object.keys(answers)).toEqual(expect.arrayContaining(['401', '403', '500', '503']));
    expect(operations.filter((other) => other.operation['operationId'] === operation['operationId'])).toHaveLength(1);
    expect(['get', 'post', 'put']).toContain(method);
  });
});

test('golden examples are events of the document, and a changed one is not', () => {
  const accepts = validatorOf('Event');
  for (const { event } of readGoldenExamples(join(import.meta.dirname, '..', '..', 'events'))) {
    expect(accepts(event)).toBe(true);
    expect(accepts({ ...event, extra: 1 })).toBe(false);
  }
});

test('a problem as it leaves is the problem the document promises', () => {
  const accepts = validatorOf('Problem');
  const { body } = toProblem(new ProblemError('invalid-body', { errors: [fieldError('/data/x', 'unknown-field', { didYouMean: 'y' })] }), { correlationId: 'c', path: '/v1/events' });
  expect(accepts(JSON.parse(JSON.stringify(body)))).toBe(true);
});

test('every call with a token can be told to wait, every call with a body that it is too large or of another kind, and the headers are told', () => {
  for (const { path, operation } of operations) {
    const responses = operation['responses'] as Record<string, { headers?: Json }>;
    const open = JSON.stringify(operation['security']) === '[]';
    if (!open) expect([path, Object.keys(responses['429']?.headers ?? {})]).toEqual([path, ['X-Correlation-Id', 'Retry-After']]);
    if (!open) expect(Object.keys(responses['401']?.headers ?? {})).toContain('WWW-Authenticate');
    if (operation['requestBody'] !== undefined) expect([path, Object.keys(responses)]).toEqual([path, expect.arrayContaining(['400', '413', '415', '422'])]);
  }
});
