import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RefusedElement } from './refused-element.ts';
import { parseBody } from './parse-body.ts';

const DIVIDED = { elements: { most: 100, mostBytes: 10_000 } };
const parse = (text: string | Buffer, rule: Parameters<typeof parseBody>[1] = {}): Promise<unknown> =>
  parseBody(Buffer.from(text), rule);

/**
 * Parses by the platform's parser.
 * @returns undefined if it refuses the text
 */
function parsedByPlatform(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const arrays = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 8 }).map((value) => value);
const layout = fc.constantFrom(undefined, 1, '\t');

test('a JSON text is read as the platform reads it, divided or not', async () => {
  await fc.assert(
    fc.asyncProperty(arrays, layout, async (value, space) => {
      const text = ` ${JSON.stringify(value, undefined, space)}\n`;
      fc.pre(!text.includes('__proto__'));
      expect(await parse(text)).toEqual(JSON.parse(text));
      expect(await parse(text, DIVIDED)).toEqual(JSON.parse(text));
    }),
  );
});

test('a text that is no JSON is refused, divided or not: one character removed, added or doubled', async () => {
  const spoiled = fc
    .tuple(arrays, fc.nat(), fc.constantFrom('', ',', ']', '[', '}', '"', '1', ':', '\\', 'ø'))
    .map(([value, at, mark]) => {
      const text = JSON.stringify(value);
      const place = at % text.length;
      return text.slice(0, place) + mark + text.slice(place + 1);
    });
  await fc.assert(
    fc.asyncProperty(spoiled, async (text) => {
      fc.pre(parsedByPlatform(text) === undefined && !text.includes('__proto__'));
      await expect(parse(text)).rejects.toMatchObject({ code: 'malformed-json' });
      await expect(parse(text, DIVIDED)).rejects.toMatchObject({ code: 'malformed-json' });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['two arrays', '[1][2]'],
  ['an array closed as an object', '[1}'],
  ['a comma at the end', '[1,]'],
  ['only a comma', '[,]'],
  ['a word behind', '[1] x'],
  ['Latin-1', Buffer.from('["\xe6"]', 'latin1')],
  ['UTF-16', Buffer.from('["a"]', 'utf16le')],
  ['a lone continuation byte', Buffer.from([0x5b, 0x22, 0x80, 0x22, 0x5d])],
])('%s is malformed JSON', async (_what, text) => {
  await expect(parse(text, DIVIDED)).rejects.toMatchObject({ code: 'malformed-json' });
});

test('a byte order mark in front of JSON is skipped', async () => {
  expect(await parse('\uFEFF[1]', DIVIDED)).toEqual([1]);
});

test('32 levels of JSON are read and 33 are not, wherever they begin; brackets in texts are no levels', async () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(JSON.stringify(await parse(nested(32)))).toBe(nested(32));
  await expect(parse(nested(33))).rejects.toMatchObject({ code: 'nested-too-deep' });
  await expect(parse('{"a":'.repeat(33), DIVIDED)).rejects.toMatchObject({ code: 'nested-too-deep' });
  await expect(parse(`[1,${nested(32)}]`, DIVIDED)).rejects.toMatchObject({ code: 'nested-too-deep' });
  expect(await parse(JSON.stringify(['['.repeat(99), '"\\"[[']), DIVIDED)).toHaveLength(2);
});

test('one element too many is refused before any is parsed', async () => {
  await expect(parse(`[${'x,'.repeat(100)}x]`, DIVIDED)).rejects.toMatchObject({ code: 'too-many-events' });
});

test('a name twice is reported with its place, even written by escapes, and refuses its own element alone', async () => {
  const [fine, twice] = (await parse('[{"a":1,"b":{"a":2}},{"a":1,"b":[{"c":1},{"c":1,"\\u0063":2}]}]', DIVIDED)) as [
    unknown,
    RefusedElement,
  ];
  expect(fine).toEqual({ a: 1, b: { a: 2 } });
  expect(twice).toBeInstanceOf(RefusedElement);
  expect(twice.errors).toMatchObject([{ code: 'duplicate-name', pointer: '/b/1/c' }]);
  await expect(parse('{"cpr":"1","cpr":"2"}')).rejects.toMatchObject({
    code: 'invalid-body',
    options: { errors: [{ pointer: '/cpr' }] },
  });
});

test('an element that is too large is refused alone, unparsed', async () => {
  const [large, small] = (await parse(`["${'a'.repeat(10_000)}",1]`, DIVIDED)) as [RefusedElement, number];
  expect(large.errors).toMatchObject([{ code: 'report-too-large' }]);
  expect(small).toBe(1);
});
