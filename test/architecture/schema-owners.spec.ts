import { describe, expect, test } from '@jest/globals';
import { readProject } from './project-files.ts';
import { SCHEMA_EXCEPTIONS } from './schema-exceptions.ts';
import { ownedNames, ownerFaults } from './schema-owners.ts';

const files = readProject();
const faultsWith = (path: string, text: string): string[] =>
  ownerFaults(
    [...files.filter(({ path: one }) => one.endsWith('.table.sql')), { path, text }],
    SCHEMA_EXCEPTIONS,
  ).filter((fault) => fault.startsWith(path));

test('a table of the database is named only in the folder whose migration creates it', () => {
  expect(ownedNames(files).length).toBeGreaterThan(25);
  expect(ownerFaults(files, SCHEMA_EXCEPTIONS)).toEqual([]);
});

test('every exception is needed, for each of its schemas', () => {
  const unneeded = SCHEMA_EXCEPTIONS.flatMap(({ file, schemas }) => {
    const faults = ownerFaults(
      files.filter(({ path }) => path === file || path.endsWith('.table.sql')),
      [],
    ).filter((fault) => fault.startsWith(`${file}:`));
    return schemas
      .filter((schema) => !faults.some((fault) => fault.includes(`names ${schema}.`)))
      .map((schema) => `${file}: ${schema}`);
  });
  expect(unneeded).toEqual([]);
});

describe('a name outside its owner is seen', () => {
  test.each([
    ['apps/status/look.ts', "await pool.query('select count(*) from log.events');"],
    ['apps/cli/count.ts', 'const SQL = `select person from person_keys.persons`;'],
    ['libs/intake/load/known.ts', "await pool.query('delete from feed.checkpoints');"],
    ['libs/persons/load.ts', "await pool.query('select from read_log.reads');"],
    ['projections/residence/reads.ts', "await pool.query('select from education_status.spells');"],
    ['apps/worker/kafka/pages.ts', "await pool.query('select log.horizon()');"],
    ['libs/subscriptions/lag.query.ts', "await pool.query('select max(position) from log.events');"],
    ['libs/backup/restore.ts', "await client.query('delete from feed.parked');"],
    ['projections/residence/0186-more.table.sql', 'create index more on log.events (stream);'],
  ])('%s: %s', (path, text) => {
    expect(faultsWith(path, text)).toHaveLength(1);
  });

  test('but not in its owner, a comment, a spec, or for a member of another object', () => {
    expect(faultsWith('libs/event-store/more.ts', "await pool.query('select from log.events');")).toEqual([]);
    expect(faultsWith('apps/status/look.ts', '// log.events\nparts.log.events();')).toEqual([]);
    expect(faultsWith('apps/status/look.spec.ts', "await pool.query('select from log.events');")).toEqual([]);
  });
});
