import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot } from '#libs/database';
import { InstitutionVersion } from '#libs/institutions';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { Session } from '#apps/web/session/session.entity';
import { entityFaults } from './entity-faults.ts';

const ENTITIES = [InstitutionVersion, Session];

let made: TestDatabase;
beforeAll(async () => {
  made = await testDatabase({ entities: ENTITIES });
});
afterAll(() => made.drop());

test('every entity has the columns of its table, with their types and nulls', async () => {
  expect(await entityFaults(made.database)).toEqual([]);
});

test('every entity file is held against its table', () => {
  const files = ['apps', 'libs']
    .flatMap((area) => readdirSync(join(getProjectRoot(), area), { recursive: true, encoding: 'utf8' }))
    .filter((path) => path.endsWith('.entity.ts'));
  expect(files).toHaveLength(ENTITIES.length);
});

describe('a table that differs from its entity is seen', () => {
  test.each([
    ['add column added_by_hand text', 'InstitutionVersion: the entity has no added_by_hand text'],
    ['alter column owner set not null', 'InstitutionVersion: the table has no owner text'],
    ['alter column type type text', 'InstitutionVersion: the table has no type character(4) not null'],
    [
      'rename column municipality to commune',
      'InstitutionVersion: the table has no municipality character(4) not null',
    ],
  ])('%s', async (change, fault) => {
    const altered = await testDatabase({ entities: ENTITIES });
    await altered.database.pool.query(`alter table reference.institutions ${change}`);
    expect(await entityFaults(altered.database)).toContain(fault);
    await altered.drop();
  });
});
