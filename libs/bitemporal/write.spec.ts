import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { testDatabase } from '#libs/testing';
import { type KnownRow, STILL_KNOWN } from './knowledge.ts';
import { writeChanges } from './write.ts';

const opened = testDatabase({ poolSize: 2 });
afterAll(async () => (await opened).drop());

const TABLE = {
  table: 'contact_persons.spells',
  keyColumn: 'spell',
  keyType: 'text',
  columns: ['valid_from', 'valid_to', 'role', 'reporter', 'organisation', 'event_id'],
} as const;

const rowOf = (person: string, key: string, organisation: string, knownFrom = 1): KnownRow => ({
  person,
  key,
  knownFrom,
  knownTo: STILL_KNOWN,
  columns: ['2026-01-01', 'infinity', 'kui', '900001', organisation, randomUUID()],
});

async function withClient(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await (await opened).database.pool.connect();
  await work(client).finally(() => client.release());
}

async function organisationsOf(person: string): Promise<unknown[]> {
  const { rows } = await (
    await opened
  ).database.pool.query(
    `select spell, organisation, known_from, known_to from contact_persons.spells where person = $1
     order by spell, known_from`,
    [person],
  );
  return rows.map((row: Record<string, unknown>) => [
    row['spell'],
    row['organisation'],
    row['known_from'],
    row['known_to'],
  ]);
}

test('text is written character by character, even if the copy format gives a character a meaning', async () => {
  const texts = [
    '\\N',
    '\\',
    '\\\\',
    'a\tb',
    'a\nb',
    'a\r\nb',
    '\\n',
    '\\.',
    '',
    ' ',
    '"quoted", {"json": "\\u00e5"}',
    'Ærøskøbing 👩‍🎓',
    "o'clock",
    '\u0001',
  ];
  const person = randomUUID();
  await withClient((client) =>
    writeChanges(client, TABLE, [{ closed: [], opened: texts.map((text) => rowOf(person, `key ${text}`, text)) }]),
  );
  const wanted = texts.map((text) => [`key ${text}`, text, 1, STILL_KNOWN]);
  expect(new Set((await organisationsOf(person)).map(String))).toEqual(new Set(wanted.map(String)));
});

test('more rows than one chunk holds are all written', async () => {
  const person = randomUUID();
  const rows = Array.from({ length: 1_001 }, (_, index) => rowOf(person, `key ${index}`, 'x'));
  await withClient((client) => writeChanges(client, TABLE, [{ closed: [], opened: rows }]));
  expect(await organisationsOf(person)).toHaveLength(1_001);
});

test('writing closes the row that is still known of a key, and no other key, person or earlier row', async () => {
  const [person, other] = [randomUUID(), randomUUID()];
  const opening = [rowOf(person, 'a', 'first'), rowOf(person, 'b', 'stays'), rowOf(other, 'a', 'of another')];
  await withClient(async (client) => {
    await writeChanges(client, TABLE, [{ closed: [], opened: opening }]);
    await writeChanges(client, TABLE, [
      { closed: [{ person, key: 'a', knownTo: 5 }], opened: [rowOf(person, 'a', 'second', 5)] },
    ]);
    await writeChanges(client, TABLE, [{ closed: [{ person, key: 'a', knownTo: 9 }], opened: [] }]);
  });
  expect(await organisationsOf(person)).toEqual([
    ['a', 'first', 1, 5],
    ['a', 'second', 5, 9],
    ['b', 'stays', 1, STILL_KNOWN],
  ]);
  expect(await organisationsOf(other)).toEqual([['a', 'of another', 1, STILL_KNOWN]]);
});

test('a page that cannot be written fails and leaves no row', async () => {
  const person = randomUUID();
  await withClient(async (client) => {
    await client.query('begin');
    const twice = [rowOf(person, 'a', 'one'), rowOf(person, 'a', 'the same key again')];
    await expect(writeChanges(client, TABLE, [{ closed: [], opened: twice }])).rejects.toMatchObject({ code: '23505' });
    await client.query('rollback');
    expect((await client.query('select 1 as alive')).rows).toEqual([{ alive: 1 }]);
  });
  expect(await organisationsOf(person)).toEqual([]);
});
