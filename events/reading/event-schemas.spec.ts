import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isDay, isTime } from '#libs/validation';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { accepted } from '../catalogue.ts';
import { jsonSchemas } from './event-schemas.ts';
import { readGoldenExamples } from '../golden-examples.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'schemas');
const schemas = Object.entries(jsonSchemas());
const asFile = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

if (process.env['UPDATE_SCHEMAS'] === '1') {
  mkdirSync(folder, { recursive: true });
  for (const [type, schema] of schemas) writeFileSync(join(folder, `${type}.json`), asFile(schema));
}

/** Ajv as outside developers set it up: strict, and with the date formats. */
function strangersAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictTypes: false });
  ajv.addFormat('date', isDay);
  ajv.addFormat('date-time', isTime);
  return ajv;
}

test('docs/schemas holds one file per reportable type and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(accepted.map(({ type }) => `${type}.json`).sort());
});

describe.each(schemas)('%s', (type, schema) => {
  test('has the schema in docs/schemas that the catalogue gives (UPDATE_SCHEMAS=1 rewrites it)', () => {
    expect(readFileSync(join(folder, `${type}.json`), 'utf8')).toBe(asFile(schema));
  });

  test('has a schema that is valid JSON Schema 2020-12 and accepts the golden example of its own type alone', () => {
    const ajv = strangersAjv();
    expect(ajv.validateSchema(schema)).toBe(true);
    const accepts = ajv.compile(schema);
    for (const example of readGoldenExamples(join(import.meta.dirname, '..')))
      expect([example.type, accepts(example.event)]).toEqual([example.type, example.type === type]);
  });

  test('sabotage: has another schema after a change of its class', () => {
    const drifted = { ...schema, required: [] };
    expect(readFileSync(join(folder, `${type}.json`), 'utf8')).not.toBe(asFile(drifted));
  });
});
