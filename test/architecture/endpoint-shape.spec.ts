import { describe, expect, test } from '@jest/globals';
import { endpointFaults } from './endpoint-shape.ts';
import { readProject } from './project-files.ts';

const files = readProject();
const altered = (path: string, from: string | RegExp, to: string): string[] => {
  const file = files.find((one) => one.path === path);
  if (file === undefined || file.text.replace(from, to) === file.text) throw new Error(`nothing to alter in ${path}`);
  return endpointFaults(files.map((one) => (one === file ? { path, text: file.text.replace(from, to) } : one)));
};

const CONTROLLER = 'apps/status/person-status/person-status.controller.ts';
const QUERY = 'apps/status/cases-without-holder/cases-without-holder.query.ts';
const COMMAND = 'apps/status/person-identity/person-identity.command.ts';

test('every endpoint folder has the one shape', () => {
  expect(files.filter(({ path }) => /^apps\/.*\.controller\.ts$/.test(path)).length).toBeGreaterThan(15);
  expect(endpointFaults(files)).toEqual([]);
});

describe('a departure from the shape of an endpoint folder is seen', () => {
  test('a controller of another name, and a second one', () => {
    const more = { path: 'apps/status/person-status/other.controller.ts', text: 'export class Other {}\n' };
    expect(endpointFaults([...files, more])).toEqual([
      'apps/status/person-status: holds more than one controller',
      `${more.path}: the controller of this folder is called person-status.controller.ts`,
    ]);
  });

  test('a controller that does the work itself', () => {
    expect(altered(CONTROLLER, 'private readonly queries: QueryBus', '$&, private readonly pool: Pool')).toEqual([
      `${CONTROLLER}: a controller needs a bus and nothing else, not Pool`,
    ]);
    expect(altered(CONTROLLER, /return this\.queries\.execute\(.*\);/, 'return answerOf(person);')).toEqual([
      expect.stringMatching(/answers without the query or command bus$/),
    ]);
  });

  test('a parameter that nothing has checked', () => {
    expect(altered(CONTROLLER, '@CurrentActor() actor: Actor,', "$& @Query('x') x: string,")).toEqual([
      expect.stringMatching(/@Query reads a parameter that nothing has checked/),
    ]);
  });

  test('an answer described in the controller', () => {
    expect(altered(CONTROLLER, 'schema: personStatusSchema', "schema: text('The status.', 'in-education')")).toEqual([
      expect.stringMatching(/stands in no -answer\.ts of the folder and no lib$/),
    ]);
  });

  test('a handler that only passes on', () => {
    const body = /async execute\([^]*?\n {2}\}\n/;
    expect(
      altered(QUERY, body, 'execute(question: CasesWithoutHolder) {\n    return this.list.find(question);\n  }\n'),
    ).toEqual([expect.stringMatching(/the handler only passes on$/)]);
  });

  test('a command without its handler, and a query in the place of a command', () => {
    expect(altered(COMMAND, '@CommandHandler(ShowIdentity)', '')).toEqual([
      `${COMMAND}: holds one Command and its one handler`,
    ]);
    expect(altered(COMMAND, 'extends Command<', 'extends Query<')).toEqual([
      `${COMMAND}: holds one Command and its one handler`,
    ]);
  });
});
