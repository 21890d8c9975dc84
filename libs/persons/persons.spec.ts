import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { testDatabase } from '#libs/testing';
import { findPersons, insertPersons, createPerson, type NewPerson, PersonConflict } from './persons.ts';
import { Keyring, unseal } from './keyring.ts';
import { masterKeyFits } from './master-key.ts';

const AT = '2026-06-15T06:00:00.000Z';
const keyring = new Keyring(Buffer.alloc(32, 7));
const opened = testDatabase({ poolSize: 24 });
afterAll(async () => (await opened).drop());

const numberOf = (serial: number): string => `740210${4_000 + serial}`;
const meet = (serial: number): NewPerson => createPerson(keyring, randomUUID(), numberOf(serial), '2010-02-14');

async function inTransaction(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await (await opened).database.pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const store = (persons: readonly NewPerson[]) => inTransaction((client) => insertPersons(client, persons, AT));

async function find(serial: number) {
  const lookup = keyring.lookupOf(numberOf(serial));
  const { byLookup } = await findPersons((await opened).database.pool, keyring, { lookups: [lookup], keys: [] });
  return byLookup.get(lookup.toString('hex'));
}

describe('persons with the same civil number', () => {
  test('registered twenty times at once are one person, and the other callers find that one by another look-up', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => store([meet(1)])));
    const refused = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused).toHaveLength(19);
    for (const reason of refused) expect(reason).toBeInstanceOf(PersonConflict);
    const { rows } = await (await opened).database.pool.query('select person from person_keys.persons');
    expect(rows).toEqual([{ person: (await find(1))?.person }]);
  });

  test('are found by number and by key, with a data key that opens the number', async () => {
    const newPerson = meet(2);
    await store([newPerson]);
    const { pool } = (await opened).database;
    const both = await findPersons(pool, keyring, { lookups: [newPerson.lookup], keys: [newPerson.person] });
    expect(both.byLookup.get(newPerson.lookup.toString('hex'))).toEqual(both.byKey.get(newPerson.person));
    const found = both.byKey.get(newPerson.person);
    expect(found && unseal(found.dataKey(), `civil-number:${newPerson.person}`, newPerson.numberSealed)).toBe(
      numberOf(2),
    );
    expect(both.byKey.get(newPerson.person)?.numberBirthDate).toBe('2010-02-14');
  });

  test('are missing in the maps if unknown; a forgotten person is there without a key', async () => {
    expect(await find(3)).toBeUndefined();
    const newPerson = meet(4);
    await store([newPerson]);
    await (
      await opened
    ).database.pool.query('update person_keys.persons set wrapped_key = null where person = $1', [newPerson.person]);
    const forgotten = await find(4);
    expect(forgotten).toMatchObject({ person: newPerson.person, forgotten: true, numberBirthDate: '2010-02-14' });
    expect(() => forgotten?.dataKey()).toThrow('forgotten');
  });
});

describe('two batches with the same new persons in opposite order', () => {
  const batch = (from: number, count: number): NewPerson[] =>
    Array.from({ length: count }, (_, index) => meet(from + index));

  test('do not deadlock: one makes all of them, the other none', async () => {
    for (let round = 0; round < 15; round += 1) {
      const from = 100 + round * 40;
      const tries = await Promise.allSettled([store(batch(from, 40)), store(batch(from, 40).reverse())]);
      const [lost, ...more] = tries.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      expect(more).toEqual([]);
      expect(lost).toBeInstanceOf(PersonConflict);
    }
  });

  test('sabotage: stored one by one in the order sent, they deadlock', async () => {
    const [a, b] = [() => meet(801), () => meet(802)];
    const arrived: (() => void)[] = [];
    const bothHaveOne = () =>
      new Promise<void>((resolve) => (arrived.push(resolve) === 2 ? arrived.forEach((go) => go()) : undefined));
    const unsorted = (order: readonly NewPerson[]) =>
      inTransaction(async (client) => {
        for (const [index, person] of order.entries()) {
          await insertPersons(client, [person], AT);
          if (index === 0) await bothHaveOne();
        }
      });
    const tries = await Promise.allSettled([unsorted([a(), b()]), unsorted([b(), a()])]);
    const reasons = tries.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as { code?: string }] : [],
    );
    expect(reasons.map(({ code }) => code)).toEqual(['40P01']);
  });
});

test('a wrong master key is refused before anything is written with it, and the right one fits again', async () => {
  const { database, drop } = await testDatabase({ poolSize: 4 });
  const wrong = new Keyring(Buffer.alloc(32, 8));
  const first = await Promise.all(Array.from({ length: 4 }, () => masterKeyFits(database.pool, keyring)));
  expect(first).toEqual([true, true, true, true]);
  expect(await masterKeyFits(database.pool, wrong)).toBe(false);
  expect(await masterKeyFits(database.pool, keyring)).toBe(true);
  const { rows } = await database.pool.query<{ value: Buffer }>('select value from person_keys.master_key_check');
  expect(rows).toHaveLength(1);
  await drop();
});
