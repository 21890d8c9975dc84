import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createValidator, type Validator } from '#libs/validation';
import fc from 'fast-check';
import { accepted } from '../catalogue.ts';
import { EnvelopeV1 } from '../reading/envelope.ts';
import { readGoldenExamples } from '../golden-examples.ts';

const examples = readGoldenExamples(join(import.meta.dirname, '..'));
const envelope = { name: 'envelope', shape: EnvelopeV1, valid: examples.map(({ event }) => event) };
const subjects = [
  envelope,
  ...accepted.flatMap(({ type, dataClass }) => {
    const valid = examples
      .filter((example) => example.type === type)
      .map(({ event }) => event['data'] as Record<string, unknown>);
    return dataClass === null ? [] : [{ name: type as string, shape: dataClass, valid }];
  }),
];
const fields = [...new Set(subjects.flatMap(({ valid }) => valid.flatMap((value) => Object.keys(value))))];

/** Values close to valid ones: two validators differ at the border. */
const nearly = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    '',
    ' ',
    '\u0000',
    '\ufe0f',
    '\ud800',
    'a'.repeat(128),
    'a'.repeat(129),
    '😀'.repeat(128),
  ),
  fc.constantFrom(
    '2026-02-28',
    '2026-02-29',
    '2024-02-29',
    '1899-12-31',
    '2026-13-01',
    '2026-1-1',
    '20260101',
    '2026-W01-1',
    '2026-01-01T00:00:00Z',
  ),
  fc.constantFrom(
    '6101950121',
    '610195-0121',
    '6101950121\n',
    '١٢٣٤',
    '075',
    '0751',
    '07511',
    '990101',
    'neutral',
    'NEUTRAL',
    'red',
    'Red',
    'whole',
  ),
  fc.constantFrom(
    'health',
    'phone',
    'other',
    'a@b.dk',
    'a@b',
    'a b@c.dk',
    '+45 12 34 56 78',
    'Åse-Marie O’Fiktiv',
    'R2-D2',
    'urn:uuid:0',
    '1.0',
  ),
  fc.constantFrom(
    {},
    [],
    [{}],
    { cpr: '6101950121' },
    { cpr: '6101950121', key: 'x' },
    { system: 'neutral', code: 'none' },
    { system: 'x', code: 'y' },
  ),
  fc.string({ unit: 'binary', maxLength: 140 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.jsonValue({ maxDepth: 3 }),
);

const key = fc.oneof(
  fc.constantFrom(...fields, 'cpr', 'key', 'system', 'code', 'version', '__proto__', 'constructor', 'hasOwnProperty'),
  fc.string(),
);

/** A valid value with some members replaced, added or removed, at the top or one level down. */
function mutants(valid: Record<string, unknown>): fc.Arbitrary<unknown> {
  const names = Object.keys(valid);
  const change = fc.record({
    inside: fc.option(fc.constantFrom(...names)),
    name: fc.oneof(fc.constantFrom(...names), key),
    value: fc.option(nearly),
  });
  return fc.array(change, { minLength: 0, maxLength: 3 }).map((changes) => {
    const value = structuredClone(valid);
    for (const { inside, name, value: member } of changes) {
      const nested = inside === null ? value : value[inside];
      const into = typeof nested === 'object' && nested !== null ? (nested as Record<string, unknown>) : value;
      Reflect.deleteProperty(into, name);
      if (member !== null)
        Object.defineProperty(into, name, { value: member, enumerable: true, configurable: true, writable: true });
    }
    return value;
  });
}

function anyValue(valid: readonly Record<string, unknown>[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...valid).chain(mutants) },
    { weight: 1, arbitrary: nearly },
    { weight: 1, arbitrary: fc.dictionary(key, nearly) },
  );
}

/** The fast check must never accept a value that the full check refuses. */
const isSafe = (validator: Validator) => (value: unknown) =>
  !validator.acceptsFast(value) || validator.judge(value).length === 0;
const agrees = (validator: Validator) => (value: unknown) =>
  validator.acceptsFast(value) === (validator.judge(value).length === 0);

describe.each(subjects)('$name', ({ shape, valid }) => {
  const validator = createValidator(shape);

  test('Ajv never accepts what class-validator refuses, and they agree on mutated examples', () => {
    fc.assert(fc.property(anyValue(valid), isSafe(validator)), { numRuns: 150 });
    fc.assert(fc.property(fc.constantFrom(...valid).chain(mutants), agrees(validator)), { numRuns: 150 });
  });

  test('sabotage: with an open schema the same property finds a counterexample', () => {
    const open = createValidator(shape, { closed: false });
    const run = fc.check(fc.property(fc.constantFrom(...valid).chain(mutants), isSafe(open)), { numRuns: 2_000 });
    expect(run.failed).toBe(true);
  });
});
