import { describe, expect, test } from '@jest/globals';
import { nameFaults } from './names.ts';
import { readProject } from './project-files.ts';

test('every file has a name by the rules', () => {
  expect(nameFaults(readProject().map(({ path }) => path))).toEqual([]);
});

describe('a wrong file name is found', () => {
  test.each([
    'apps/status/lookUp.ts',
    'apps/status/look_up.ts',
    'apps/Status/look.ts',
    'apps/status/status-utils.ts',
    'apps/common/look.ts',
    'events/base.event.ts',
    'apps/status/case-manager.ts',
    'test/helpers/reports.ts',
    'apps/status/look.service.ts',
    'apps/status/look.test.ts',
    'apps/status/look.spec.query.ts',
    'apps/status/index.ts',
    'libs/subscriptions/inner/index.ts',
    'projections/residence/residence.table.sql',
    'projections/residence/schema.sql',
  ])('%s', (path) => {
    expect(nameFaults([path, 'libs/subscriptions/index.ts'])).toHaveLength(1);
  });

  test('for a lib without an index.ts', () => {
    expect(nameFaults(['libs/subscriptions/loop.ts'])).toEqual(['libs/subscriptions has no index.ts']);
  });

  test('but not for a database, which is no base', () => {
    expect(
      nameFaults([
        'libs/database/index.ts',
        'libs/database/connect-database.spec.ts',
        'events/leave/leave.decide.spec.ts',
      ]),
    ).toEqual([]);
  });
});
