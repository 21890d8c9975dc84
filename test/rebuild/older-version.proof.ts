import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { destroyNameKeys, findPersons, insertNameKeys, type KnownPerson, newNameKey, sealFields } from '#libs/persons';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { serviceOn } from '../service/running.ts';
import { newEvent } from '../given/new-event.ts';
import { type Alteration, spawnAltered } from '../sabotage/altered.ts';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import { FOLLOW_UP, ServiceStory, type Young } from '../stories/service-story.ts';
import { once } from 'node:events';

/**
 * No type of the catalogue has a second version yet. Here today's `name-registered.v1` plays the second: the log holds
 * an invented first one, with other names of its fields, and the program is altered to know how to read it.
 */
const FIRST = 'name-registered.v0';
const reads = (open: string, sealed: string): Alteration => ({
  file: 'events/reading/upcast.ts',
  from: 'new Map<string, Upcaster>([])',
  to: `new Map<string, Upcaster>([['${FIRST}', { to: 'name-registered.v1', open: ${open}, sealed: ${sealed} }]])`,
});
const UPCAST = reads('({ recorder: _, ...data }) => data', '({ first, last }) => ({ given: first, family: last })');

let opened: TestDatabase;
let kept: Young;
let gone: Young;
let keys: readonly [kept: string, gone: string];
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 6 });
  const service = await serviceOn(opened.url, { stories: false });
  const story = new ServiceStory(service);
  await story.at('2026-06-15T09:00:00Z');
  [kept, gone] = [story.young('2010-03-10', 701), story.young('2010-03-11', 702)];
  for (const young of [kept, gone]) {
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11' });
    await story.leaves(young, '2026-06-10');
  }
  await story.at('2026-06-15T10:00:00Z');
  keys = [await story.key(kept), await story.key(gone)];
  for (const key of keys) await storeFirstVersion(service.parts, key);
  // Does what the daily sweep does once nobody may see the name any more.
  await destroyNameKeys(opened.database.pool, [keys[1]], '2026-06-16T02:00:00Z');
  await service.stop();
});
afterAll(() => opened.drop());

type Parts = Awaited<ReturnType<typeof serviceOn>>['parts'];

async function storeFirstVersion({ pool, keyring, store }: Parts, person: string): Promise<void> {
  const { byKey } = await findPersons(pool, keyring, { lookups: [], keys: [person] });
  const nameKey = newNameKey(keyring, byKey.get(person) as KnownPerson);
  const head = await store.readHead(person);
  const event = newEvent(person, head.version + 1, {
    type: FIRST,
    data: { recorder: 'a' },
    reporter: 'cpr',
    source: '/systems/cpr/reporters/cpr',
    recordedAt: '2026-06-15T11:00:00.000Z',
    receivedAt: '2026-06-15T11:00:00.000Z',
  });
  const sealed = sealFields(nameKey, event.eventId, { first: 'Alma', last: 'Opdigtet' });
  await store.append([{ ...event, sealed }], new Map([[person, head]]), (client) =>
    insertNameKeys(client, [nameKey], event.recordedAt),
  );
}

/** Who the two persons are shown to be, by a program altered so. */
async function shown(...alterations: readonly Alteration[]): Promise<(string | undefined)[]> {
  const service = await startAlteredOn(opened.url, alterations);
  try {
    const { body } = await service.get('/health/ready');
    for (let turn = 0; turn < 100 && (body.behind ?? []).length > 0; turn += 1)
      await new Promise((done) => setTimeout(done, 100));
    const names = [];
    for (const key of keys) {
      const answer = await service.send('POST', `/v1/persons/${key}/identity`, {}, 'adviser-0751', FOLLOW_UP);
      names.push(answer.status === 200 ? (answer.body.name ?? 'gone') : `${answer.status}`);
    }
    return names;
  } finally {
    await service.stop();
  }
}

async function rebuilt(...alterations: readonly Alteration[]): Promise<string> {
  const env = { DATABASE_URL: opened.url, UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
  const child = spawnAltered(alterations, ['apps/cli/main.ts', 'rebuild', 'all'], env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (said += piece.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return code === 0 ? 'rebuilt' : said;
}

test('sabotage: a program that cannot read the first version shows no name of it', async () => {
  expect(await shown()).not.toContain('Alma Opdigtet');
  await opened.database.pool.query('delete from feed.parked');
  await opened.database.pool.query(`update feed.checkpoints set xid = '0', position = 0`);
});

test('a name stored in an earlier version is read in the present one, and one whose key is destroyed is gone', async () => {
  expect(await shown(UPCAST)).toEqual(['Alma Opdigtet', 'gone']);
});

test('… and stays so after a rebuild, a new column and a vacuum full of every table it lies in', async () => {
  const { pool } = opened.database;
  expect(await rebuilt(UPCAST)).toBe('rebuilt');
  await pool.query('alter table log.events add column added text');
  await pool.query('alter table person_keys.name_keys add column added text');
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('log', 'person_keys', 'person_identity', 'feed')`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { name } of rows) await pool.query(`vacuum full ${name}`);
  expect(await shown(UPCAST)).toEqual(['Alma Opdigtet', 'gone']);
  expect(await rebuilt(UPCAST)).toBe('rebuilt');
  expect(await shown(UPCAST)).toEqual(['Alma Opdigtet', 'gone']);
});

test('sabotage: an upcaster that needs a sealed field makes both unreadable', async () => {
  const needs = reads('(data) => ({ ...data, initial: data.first.charAt(0) })', '(fields) => fields');
  expect(await shown(needs)).not.toEqual(['Alma Opdigtet', 'gone']);
});
