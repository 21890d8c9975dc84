import { describe, expect, test } from '@jest/globals';
import { importsOf } from './file-imports.ts';
import { folderCycles, importCycles } from './import-cycles.ts';
import { importFaults } from './import-rules.ts';
import { isCode, readProject } from './project-files.ts';

const files = readProject().filter(isCode).map(importsOf);
const paths = new Set(files.map(({ path }) => path));

/** The faults of one file with these lines. */
const faultsOf = (path: string, text: string): string[] => importFaults([importsOf({ path, text })]);

test('every import stays inside what its folder may import', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(importFaults(files)).toEqual([]);
});

test('every import of an own file leads to an existing file', () => {
  const lost = files.flatMap(({ path, imports }) =>
    imports
      .filter(({ target, isPackage }) => !isPackage && !target.endsWith('.json') && !paths.has(target))
      .map(({ specifier }) => `${path} imports ${specifier}`),
  );
  expect(lost).toEqual([]);
});

test('no files import each other in a circle at run time', () => {
  expect(importCycles(files)).toEqual([]);
});

test('no files import each other in a circle by types', () => {
  expect(importCycles(files, true)).toEqual([]);
});

test('no folders import each other in a circle, by values or types', () => {
  expect(folderCycles(files)).toEqual([]);
});

describe('a forbidden import is found', () => {
  test.each([
    ['events/leave/leave.decide.ts', "import { days } from '#libs/calendar';"],
    ['events/leave/leave.decide.ts', "import type { Pool } from 'pg';"],
    ['events/leave/leave.decide.ts', "import { readFileSync } from 'node:fs';"],
    ['events/leave/leave.decide.ts', "import { readGoldenExamples } from '../golden-examples.ts';"],
    ['projections/residence/projection.ts', "import { statusOf } from '#projections/education-status/status.query';"],
    ['projections/residence/projection.ts', "import { statusOf } from '../education-status/status.query.ts';"],
    ['projections/residence/projection.ts', "import { Injectable } from '@nestjs/common';"],
    ['libs/intake/accept-reports.ts', "import { followUp } from '#projections/follow-up-cases/cases.query';"],
    ['libs/intake/accept-reports.ts', "export { config } from '#apps/service/config';"],
    ['libs/intake/accept-reports.ts', "const config = await import('#apps/service/config');"],
    ['libs/intake/accept-reports.ts', "let rules: import('#projections/residence/projection').Rules;"],
    ['libs/intake/accept-reports.ts', "import { loadRuleBook } from '../rules/index.ts';"],
    ['libs/intake/accept-reports.ts', "import { validity } from '../rules/validity-checks.ts';"],
    ['libs/intake/accept-reports.ts', "import { testDatabase } from '#libs/testing';"],
    ['libs/validation/shape.ts', "import type { Day } from '#events/model/stored';"],
    ['apps/worker/kafka/relay.ts', "import { toShownSpell } from '../../status/person-timeline/spell-schema.ts';"],
    ['apps/worker/kafka/relay.ts', "import { config } from '#apps/service/config';"],
    ['apps/sandbox/stories.ts', "import type { Course } from '#apps/cli/simulate/course';"],
    ['apps/web/person/person.page.ts', "import { Pool } from 'pg';"],
    ['apps/web/person/person.page.ts', "import { Repository } from 'typeorm';"],
    ['apps/web/person/person.page.ts', "import { statusOf } from '#projections/education-status/status.query';"],
    ['apps/web/person/person.page.ts', "import { Keyring } from '#libs/persons';"],
    ['apps/web/person/person.page.ts', "import { openNames } from '../../status/who.ts';"],
    ['apps/web/person/person.page.ts', "import { CasesController } from '../../status/cases/cases.controller.ts';"],
    ['apps/worker/kafka/relay.ts', "import { WorkList } from '../../status/cases/cases.query.ts';"],
    ['apps/status/look.ts', "import { residenceAt } from '../../projections/residence/residence.query.ts';"],
    ['apps/status/look.ts', "import { startService } from '../../test/service/running.ts';"],
  ])('%s: %s', (path, text) => {
    expect(faultsOf(path, text)).toHaveLength(1);
  });

  test('but not if a page takes a question of the API and the form of its answer', () => {
    expect(
      faultsOf(
        'apps/web/cases/cases.page.ts',
        "import { WorkList } from '../../status/cases/cases.query.ts';\n" +
          "import type { CasesAnswer } from '../../status/cases/cases-answer.ts';",
      ),
    ).toEqual([]);
  });

  test('but not in a comment, a string or a spec', () => {
    expect(
      faultsOf('events/leave/leave.decide.ts', "// import { a } from 'pg';\nconst text = \"import 'pg'\";"),
    ).toEqual([]);
    expect(faultsOf('events/leave/leave.decide.spec.ts', "import { days } from '#libs/calendar';")).toEqual([]);
  });
});

describe('an import circle is found', () => {
  const circle = (last: string): string[] =>
    importCycles([
      importsOf({ path: 'libs/a/one.ts', text: "import { two } from './two.ts';" }),
      importsOf({ path: 'libs/a/two.ts', text: "export * from './three.ts';" }),
      importsOf({ path: 'libs/a/three.ts', text: last }),
    ]);

  test('over three files', () => {
    expect(circle("import { one } from './one.ts';")).toEqual([
      'libs/a/one.ts -> libs/a/two.ts -> libs/a/three.ts -> libs/a/one.ts',
    ]);
  });

  test('but not if the import that leads back is a type', () => {
    expect(circle("import type { One } from './one.ts';")).toEqual([]);
    expect(circle("import { type One } from './one.ts';")).toEqual([]);
  });

  test('and if all the imports are types, by those too', () => {
    const one = importsOf({ path: 'libs/a/one.ts', text: "import type { Two } from './two.ts';" });
    const two = importsOf({ path: 'libs/a/two.ts', text: "import { type One } from './one.ts';" });
    expect(importCycles([one, two])).toEqual([]);
    expect(importCycles([one, two], true)).toEqual(['libs/a/one.ts -> libs/a/two.ts -> libs/a/one.ts']);
  });
});

describe('a circle of folders is found', () => {
  const circles = (...lines: readonly (readonly [path: string, text: string])[]): string[] =>
    folderCycles(lines.map(([path, text]) => importsOf({ path, text })));

  test('over files that are in no circle themselves, and by a type', () => {
    expect(
      circles(
        ['events/leave/leave.decide.ts', "import type { State } from '../state/person.evolve.ts';"],
        ['events/state/about.ts', "import { leaves } from '../leave/leaves.ts';"],
      ),
    ).toEqual(['events/leave -> events/state -> events/leave']);
  });

  test('over libs, whatever the depth of the file', () => {
    expect(
      circles(
        ['libs/a/index.ts', "import { b } from '#libs/b';"],
        ['libs/b/deep/down.ts', "import type { A } from '#libs/a';"],
      ),
    ).toEqual(['libs/a -> libs/b -> libs/a']);
  });

  test('over the files beside the folders of events', () => {
    expect(
      circles(
        ['events/catalogue.ts', "import { leave } from './leave/definition.ts';"],
        ['events/leave/definition.ts', "import type { EventType } from '../person-event.ts';"],
      ),
    ).toEqual(['events -> events/leave -> events']);
  });

  test('but not over a module that wires the folders of its app, nor over a spec', () => {
    expect(
      circles(
        ['apps/status/status.module.ts', "import { cases } from './cases/cases.query.ts';"],
        ['apps/status/cases/cases.query.ts', "import { look } from '../look.ts';"],
        ['apps/status/look.spec.ts', "import { cases } from './cases/cases.query.ts';"],
      ),
    ).toEqual([]);
  });
});
