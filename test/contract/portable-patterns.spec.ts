import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../architecture/project-files.ts';
import { startAltered } from '../sabotage/altered-service.ts';
import { type RunningService, startService } from '../service/running.ts';
import { notPortable, patternsIn } from './portable-patterns.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Every JSON document that a service serves: the contract, and the documents it refers to without a token. */
async function servedDocuments(url: string): Promise<{ readonly path: string; readonly document: unknown }[]> {
  const contract = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, { get?: object }> };
  const open = Object.keys(contract.paths).filter((path) => contract.paths[path]?.get && !path.includes('{'));
  const others = await Promise.all(
    [...open, '/asyncapi.json', '/docs/openapi.json'].map(async (path) => {
      const response = await fetch(url + path);
      const isJson = response.ok && response.headers.get('content-type')?.includes('json') === true;
      // A body that is not read keeps its connection open, and the stop of the service waits for it.
      const text = await response.text();
      return isJson ? [{ path, document: JSON.parse(text) as unknown }] : [];
    }),
  );
  return [{ path: '/openapi.json', document: contract }, ...others.flat()];
}

async function faultsServed(url: string): Promise<string[]> {
  const documents = await servedDocuments(url);
  return documents.flatMap(({ path, document }) =>
    patternsIn(document)
      .flatMap(notPortable)
      .map((fault) => `${path}: ${fault}`),
  );
}

test('no pattern of a served document needs what a common engine refuses', async () => {
  const [contract] = await servedDocuments(service.url);
  expect(new Set(patternsIn(contract?.document)).size).toBeGreaterThan(15);
  expect(await faultsServed(service.url)).toEqual([]);
});

test('no pattern of a published schema does', async () => {
  const folder = join(ROOT, 'docs/schemas');
  const names = await readdir(folder);
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) {
    const patterns = patternsIn(JSON.parse(await readFile(join(folder, name), 'utf8')));
    expect([name, patterns.length > 0, patterns.flatMap(notPortable)]).toEqual([name, true, []]);
  }
});

test.each([
  ['^\\p{L}+$', 'a property of characters'],
  ['^[\\p{L}\\p{N}]$', 'a property of characters'],
  ['^[^\\P{Lu}]$', 'a property of characters'],
  ['^(?=.{3,254}$)a', 'a look-ahead'],
  ['^(?!.*[0-9]{6})a', 'a look-ahead'],
  ['(?<=a)b', 'a look-behind'],
  ['(?<!a)b', 'a look-behind'],
  ['(?<year>[0-9]{4})', 'a named group'],
  ['(?P<year>[0-9]{4})', 'a named group'],
  ['(?i)abc', 'a flag within the pattern'],
  ['(?i:abc)', 'a flag within the pattern'],
  ['(?>a+)b', 'an atomic group'],
  ['(a)\\1', 'a back-reference'],
  ['(?<a>x)\\k<a>', 'a named reference'],
  ['\\Aabc\\z', 'an anchor of one engine'],
  ['a++b', 'a possessive quantifier'],
  ['a{1,3}+b', 'a possessive quantifier'],
  ['^[\\u{1F600}]$', 'an escape of one engine'],
  ['^[\\uD83D\\uDE00]$', 'half of a pair of characters'],
  ['^[[:alpha:]]$', 'a set operation or a POSIX class'],
  ['^[a-z&&[^b]]$', 'a set operation or a POSIX class'],
])('sabotage: %s is seen as %s', (pattern, what) => {
  expect(notPortable(pattern)).toContain(`${pattern}: ${what}`);
});

test.each(['^\\\\p{1}$', '^[+*?]+[0-9]$', '^[a-z0-9][a-z0-9.-]{0,63}$', '^\\+?[0-9]{3}$', '^(?:a|b)(-[0-9]{2}){3}$'])(
  '… and %s as one that every engine reads',
  (pattern) => {
    expect(notPortable(pattern)).toEqual([]);
  },
);

test('sabotage: a class that asks for a letter by its property turns the served contract red', async () => {
  const altered = await startAltered([
    {
      file: 'events/model/fields.ts',
      from: '`^[0-9${LETTERS}][0-9${LETTERS}._:/+-]{0,63}$`',
      to: "'^[\\\\p{L}\\\\p{N}][\\\\p{L}\\\\p{N}._:/+-]{0,63}$'",
    },
  ]);
  try {
    expect((await faultsServed(altered.url)).length).toBeGreaterThan(0);
  } finally {
    await altered.stop();
  }
});
