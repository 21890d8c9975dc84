import { describe, expect, test } from '@jest/globals';
import { importsOf } from './file-imports.ts';
import { floorFaults, floorsOf, layerFaults } from './layers.ts';
import { isCode, readProject } from './project-files.ts';

const project = readProject();
const files = project.filter(isCode).map(importsOf);
const readme = project.find(({ path }) => path === 'libs/README.md')?.text ?? '';

test('events, evolves, rules and access reach no framework and no database, over however many imports', () => {
  expect(layerFaults(files)).toEqual([]);
});

test('libs/README.md names every lib once, and the ground imports neither the engine nor events', () => {
  expect([...floorsOf(readme).values()]).toEqual(expect.arrayContaining(['ground', 'engine']));
  expect(floorFaults(files, readme)).toEqual([]);
});

describe('a way out of a pure file is found', () => {
  const ways = (from: string, first: string, second = "import { Pool } from 'pg';"): string[] =>
    layerFaults([
      importsOf({ path: from, text: first }),
      importsOf({ path: 'libs/b/index.ts', text: "export { b } from './b.ts';" }),
      importsOf({ path: 'libs/b/b.ts', text: second }),
    ]);

  test.each([
    'events/leave/leave.decide.ts',
    'projections/residence/residence.evolve.ts',
    'libs/rules/load.ts',
    'libs/access/purposes.ts',
  ])('from %s over two files', (from) => {
    expect(ways(from, "import { b } from '#libs/b';")).toEqual([`${from} -> libs/b/index.ts -> libs/b/b.ts -> pg`]);
  });

  test.each(["import { Module } from '@nestjs/common';", "import typeorm from 'typeorm';", "import 'fastify';"])(
    'to %s',
    (last) => {
      expect(ways('events/leave/leave.decide.ts', "import { b } from '#libs/b';", last)).toHaveLength(1);
    },
  );

  test('but not by a type, which is gone at run time, nor from a query', () => {
    expect(ways('events/leave/leave.decide.ts', "import type { B } from '#libs/b';")).toEqual([]);
    expect(ways('projections/residence/residence.query.ts', "import { b } from '#libs/b';")).toEqual([]);
  });
});

describe('a fault of the floors is found', () => {
  const FLOORS = '## Ground\n| `a` | … |\n\n## Engine\n| `b` | … |\n';
  const faults = (text: string, path = 'libs/a/one.ts', floors = FLOORS): string[] =>
    floorFaults([importsOf({ path, text }), importsOf({ path: 'libs/b/index.ts', text: '' })], floors);

  test.each([
    "import { b } from '#libs/b';",
    "import type { B } from '#libs/b';",
    "import type { Day } from '#events/model/stored';",
  ])('%s in the ground', (text) => {
    expect(faults(text)).toHaveLength(1);
  });

  test('a lib without a floor, and a floor without a lib', () => {
    expect(faults('', 'libs/c/one.ts')).toEqual([
      'libs/c has no floor in libs/README.md',
      'libs/README.md names a, which is no lib',
    ]);
  });

  test('but the engine may import the ground and events', () => {
    expect(
      faults("import { a } from '#libs/a';\nimport type { Day } from '#events/model/stored';", 'libs/b/one.ts'),
    ).toEqual(['libs/README.md names a, which is no lib']);
  });
});
