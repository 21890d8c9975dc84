import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FeedPlace, PostgresEventStore } from '#libs/event-store';
import { allHistories } from '#libs/persons';
import { insertPersons, Keyring, createPerson } from '#libs/persons';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../given/new-event.ts';
import { syntheticNumber } from '../service/reports.ts';

const keyring = new Keyring(Buffer.alloc(32, 7));
const AT = '2026-06-15T06:00:00.000Z';

let opened: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 8 });
  store = new PostgresEventStore(opened.database.pool);
});
afterAll(() => opened.drop());

let serial = 0;
async function meet(): Promise<string> {
  const person = randomUUID();
  const met = createPerson(keyring, person, syntheticNumber('2010-02-14', (serial += 1)), '2010-02-14');
  await store.append([newEvent(person, 1), newEvent(person, 2)], new Map(), (client) =>
    insertPersons(client, [met], AT),
  );
  return person;
}

test('every person known by then is read once and whole, however many persons are registered meanwhile', async () => {
  const known = [];
  for (let index = 0; index < 150; index += 1) known.push(await meet());
  const { rows } = await opened.database.pool.query<FeedPlace>(
    'select xid::text as xid, position from log.events order by log.events.xid desc, position desc limit 1',
  );
  const place = rows[0] as FeedPlace;
  let reading = true;
  const meeting = [1, 2, 3].map(async () => {
    while (reading && serial < 900) await meet();
  });
  const read: string[] = [];
  for await (const histories of allHistories(opened.database.pool, place, 5)) {
    for (const { person, events } of histories) read.push(`${person} ${events.length}`);
  }
  reading = false;
  await Promise.all(meeting);
  expect(read.toSorted()).toEqual(known.map((person) => `${person} 2`).toSorted());
});
