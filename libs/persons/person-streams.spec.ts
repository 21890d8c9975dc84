import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { v5 as uuidv5 } from 'uuid';
import {
  findLastPlace,
  findReports,
  PostgresEventStore,
  reporterStream,
  streamsBetween,
  streamsWithVersion,
} from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { syntheticNumber } from '../../test/service/reports.ts';
import { Keyring } from './keyring.ts';
import { allHistories, loadHistories } from './load.ts';
import { createPerson, insertPersons } from './persons.ts';

/** A key of version 5 is a person of the sandbox's stories. */
const PERSONS = [
  '00000000-0000-4000-8000-000000000001',
  randomUUID(),
  uuidv5('a story', uuidv5.URL),
  'ffffffff-ffff-4fff-bfff-ffffffffffff',
].sort();
/** Streams of reporters; their ids lie between the persons' keys. */
const OTHERS = ['990110', 'municipality-0751', 'cpr'].map(reporterStream);
let opened: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 4 });
  ({ pool } = opened.database);
  const store = new PostgresEventStore(pool);
  const keyring = new Keyring(Buffer.alloc(32, 7));
  for (const [serial, person] of PERSONS.entries()) {
    const created = createPerson(keyring, person, syntheticNumber('2010-02-14', serial), '2010-02-14');
    await store.append([newEvent(person, 1)], new Map(), (client) =>
      insertPersons(client, [created], '2026-06-15T06:00:00.000Z'),
    );
  }
  for (const stream of OTHERS) await store.append([newEvent(stream, 1)], new Map());
});
afterAll(() => opened.drop());

const personsOf = async (query: string): Promise<string[]> =>
  (await pool.query<{ person: string }>(query)).rows.map(({ person }) => person).sort();

test('histories are of persons alone, whether all are read or the streams of a page', async () => {
  const place = await findLastPlace(pool);
  if (place === undefined) throw new Error('the log is empty');
  const read: string[] = [];
  for await (const page of allHistories(pool, place, 2)) read.push(...page.map(({ person }) => person));
  expect(read.toSorted()).toEqual(PERSONS);
  const loaded = await loadHistories(pool, [...PERSONS, ...OTHERS]);
  expect(loaded.map(({ person }) => person).toSorted()).toEqual(PERSONS);
});

test('the lists of long streams and of changed persons name persons alone; without the filter they would not', async () => {
  for (const query of [streamsWithVersion(1), streamsBetween('0', '1000')]) {
    expect(await personsOf(query)).toEqual(PERSONS);
    const sabotaged = query.replace(/ and uuid_extract_version.*$/u, '');
    expect(await personsOf(sabotaged)).toEqual([...PERSONS, ...OTHERS].sort());
  }
});

test('deliveries are of reports about persons alone', async () => {
  const { rows } = await pool.query<{ position: number }>('select position from log.events');
  const reports = await findReports(
    pool,
    rows.map(({ position }) => position),
  );
  expect(reports).toHaveLength(PERSONS.length);
});
