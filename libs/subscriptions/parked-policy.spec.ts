import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { newEvent } from '../../test/given/new-event.ts';
import { Follower } from './follower.ts';
import { listParked } from './park.ts';
import { type Reader } from './reader.ts';
import { replayParked } from './replay.ts';

let opened: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;
beforeAll(async () => {
  opened = await testDatabase({ poolSize: 6 });
  ({ pool } = opened.database);
  store = new PostgresEventStore(pool);
});
afterAll(() => opened.drop());

const now = () => new Date('2026-06-15T06:00:00Z');
const append = (stream: string, version: number) => store.append([newEvent(stream, version)], new Map());

/** States facts before its page's transaction, as policies do; records the persons that it could handle. */
class Speaking implements Reader {
  readonly parksPersons = true;
  readonly spoken: string[] = [];
  readonly dumb = new Set<string>();
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  constructor(readonly name: string) {}

  async beforehand(events: readonly { readonly stream: string; readonly version: number }[]) {
    const work = this.meanwhile;
    this.meanwhile = () => Promise.resolve();
    await work();
    const heard = events.filter(({ stream }) => !this.dumb.has(stream));
    this.spoken.push(...heard.map(({ stream, version }) => `${stream}/${version}`));
    return [...new Set(events.map(({ stream }) => stream))]
      .filter((person) => this.dumb.has(person))
      .map((person) => ({ person, error: new TypeError('cannot speak') }));
  }

  apply = (): Promise<void> => Promise.resolve();
}

async function drain(reader: Reader): Promise<string[]> {
  const follower = new Follower(pool, store, reader, { pageSize: 50, now });
  const steps: string[] = [];
  do steps.push(await follower.step());
  while (steps.at(-1) !== 'caught-up');
  return steps;
}

test('a person that a policy cannot handle is parked by the page; facts about the others were stated, once', async () => {
  const reader = new Speaking('speaks');
  const [ill, well] = [randomUUID(), randomUUID()];
  reader.dumb.add(ill);
  for (const version of [1, 2]) for (const stream of [ill, well]) await append(stream, version);
  await drain(reader);
  expect(reader.spoken).toEqual([`${well}/1`, `${well}/2`]);
  expect(await listParked(pool, { reader: 'speaks' })).toMatchObject([
    { person: ill, version: 1, reason: expect.stringMatching(/^TypeError in libs\/subscriptions\/parked-policy/) },
  ]);
  reader.dumb.clear();
  await append(ill, 3);
  await drain(reader);
  expect(reader.spoken).toHaveLength(2);
  expect(await replayParked({ pool, store, now }, reader, ill)).toMatchObject({ applied: 3, parked: undefined });
  expect(reader.spoken.slice(2)).toEqual([1, 2, 3].map((version) => `${ill}/${version}`));
});

test('a person released while a page is handled misses no event of that page: the page is begun again', async () => {
  const reader = new Speaking('raced');
  const [ill, well] = [randomUUID(), randomUUID()];
  reader.dumb.add(ill);
  await append(ill, 1);
  await drain(reader);
  reader.dumb.clear();
  for (const stream of [ill, well]) await append(stream, stream === ill ? 2 : 1);
  reader.meanwhile = () => replayParked({ pool, store, now }, reader, ill);
  expect(await drain(reader)).toEqual(['held-by-another', 'applied', 'caught-up']);
  expect(new Set(reader.spoken)).toEqual(new Set([...reader.spoken, `${ill}/1`, `${ill}/2`, `${well}/1`]));
  expect(reader.spoken).toContain(`${ill}/2`);
});
