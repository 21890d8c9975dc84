import { describe, expect, test } from '@jest/globals';
import { accepted, type EventName, findDefinition } from './catalogue.ts';
import { readGoldenExamples } from './golden-examples.ts';
import { readReport } from './reading/read-report.ts';
import { getValidator } from './reading/validators.ts';

const examples = readGoldenExamples(import.meta.dirname);
const sandbox = { sandbox: true };

type Json = Record<string, unknown>;
const dataOf = (event: Json): Json => event['data'] as Json;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object inside the data with its pointer, except `content`, whose shape depends on the type of its target. */
function objectsIn(value: Json, pointer: string): { pointer: string; names: string[] }[] {
  const deeper = Object.entries(value).flatMap(([name, member]) =>
    isObject(member) && name !== 'content' ? objectsIn(member, `${pointer}/${name}`) : [],
  );
  return [{ pointer, names: Object.keys(value) }, ...deeper];
}

/** A copy of the event with the object at the pointer replaced. */
function altered(event: Json, pointer: string, change: (object: Json) => Json): Json {
  const [, ...path] = pointer.split('/');
  const into = (value: Json, rest: string[]): Json => {
    const [next, ...others] = rest;
    return next === undefined ? change(value) : { ...value, [next]: into(value[next] as Json, others) };
  };
  return into(event, path);
}

const refusedAt = (event: Json): string[] =>
  readReport(event, sandbox).errors.map((error) => `${error.code} ${error.pointer}`);

test('every reportable type has one golden example, and no example is of another type', () => {
  expect(examples.map(({ type }) => type).sort()).toEqual(accepted.map(({ type }) => type).sort());
});

describe.each(examples)('$type', ({ type, event }) => {
  const definition = findDefinition(event['type'] as string);
  const objects = objectsIn(dataOf(event), '/data');

  test('has an example that is accepted and names every field of its class', () => {
    expect(definition?.type).toBe(type);
    expect(readReport(event, sandbox).errors).toEqual([]);
    const { schema } = getValidator(type as EventName);
    expect(Object.keys(dataOf(event)).sort()).toEqual(Object.keys(schema['properties'] as Json).sort());
  });

  test('has an example that the fast check accepts too', () => {
    expect(getValidator(type as EventName).acceptsFast(dataOf(event))).toBe(true);
  });

  test('refuses an unknown field at its place and never drops it', () => {
    for (const { pointer } of objects) {
      for (const name of ['extra', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a/b~c']) {
        const changed = altered(event, pointer, (object) =>
          Object.defineProperty({ ...object }, name, { value: 1, enumerable: true }),
        );
        expect(refusedAt(changed)).toContain(`unknown-field ${pointer}/${name.replace('~', '~0').replace('/', '~1')}`);
      }
    }
  });

  test('refuses a field of the wrong type at its place', () => {
    for (const { pointer, names } of objects) {
      for (const name of names) {
        for (const wrong of [null, 17, [], ['x'], [[]], '', {}]) {
          const changed = altered(event, pointer, (object) => ({ ...object, [name]: wrong }));
          // The decision checks a correction's content, because its shape depends on the type of the target.
          const isContent = pointer === '/data' && name === 'content' && isObject(wrong);
          const where = refusedAt(changed).map((error) => error.split(' ')[1] ?? '');
          expect(
            isContent || where.some((at) => at === `${pointer}/${name}` || at.startsWith(`${pointer}/${name}/`)),
          ).toBe(true);
        }
      }
    }
  });

  test('refuses a missing required field at its place', () => {
    const { schema } = getValidator(type as EventName);
    for (const name of schema['required'] as string[]) {
      const changed = altered(event, '/data', ({ [name]: _, ...rest }) => rest);
      expect(refusedAt(changed)).toContain(`required /data/${name}`);
    }
  });
});
