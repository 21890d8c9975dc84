import { afterEach, expect, test } from '@jest/globals';
import { verifyChain } from '#libs/event-store';
import type { Run } from '#apps/cli/simulate/run';
import { findEarlier } from '#apps/cli/simulate/earlier-run';
import { LogRoad } from '#apps/cli/simulate/log-road';
import { PeopleBook } from '#apps/cli/simulate/people-book';
import { newEvent } from '../given/new-event.ts';
import { byLogRoad, KEYRING, keyOf, openPlace, orderOf, type Place, runOf } from './roads.ts';

const run = runOf(120);
const all = orderOf(run).length;
let place: Place;
afterEach(() => place.database.drop());

/** Writes the first pages and stops, as after kill -9: its knowledge of the people is lost. */
async function writeSome(of: Run, events: number): Promise<LogRoad> {
  const road = new LogRoad(place.context, of, orderOf(of), new PeopleBook(of.options.persons), keyOf);
  for (let from = 0; from < events; from += 100) await road.write(place.context.pool, road.page(from, from + 100));
  return road;
}

async function earlier(of: Run): Promise<{ book: PeopleBook; before: number }> {
  const book = new PeopleBook(of.options.persons);
  return {
    book,
    before: await findEarlier({ pool: place.context.pool, keyring: KEYRING }, of, orderOf(of), book),
  };
}

test('a stopped simulation goes on where it stopped, and the chain verifies across the stop', async () => {
  place = await openPlace(run);
  expect((await earlier(run)).before).toBe(0);
  await writeSome(run, 400);
  const { book, before } = await earlier(run);
  expect(before).toBe(400);
  const rest = new LogRoad(place.context, run, orderOf(run), book, keyOf);
  await rest.write(place.context.pool, rest.page(before, all));
  expect(await verifyChain(place.context.pool)).toMatchObject({ events: all, streams: 120, breaks: [] });
  expect((await earlier(run)).before).toBe(all);
});

test('other options with the same people are refused before anything is written', async () => {
  place = await openPlace(run);
  await writeSome(run, 400);
  for (const other of [runOf(150), runOf(120, { years: 4 })])
    await expect(earlier(other)).rejects.toThrow(/other options/);
  expect((await earlier(runOf(120, { seed: 9 }))).before).toBe(0);
});

test('facts that the service records in between are found, and the page is written again on the current stream', async () => {
  place = await openPlace(run);
  const road = await writeSome(run, 300);
  const page = road.page(300, all);
  const stream = page.entries[0]?.event.stream ?? '';
  const head = await place.context.store.readHead(stream);
  expect(head.version).toBeGreaterThan(0);
  await place.context.store.append([newEvent(stream, head.version + 1)], new Map([[stream, head]]));
  await road.write(place.context.pool, page);
  expect(await verifyChain(place.context.pool)).toMatchObject({ events: all + 1, breaks: [] });
});

test('of two simulations of the same people at once the later one is refused completely', async () => {
  place = await openPlace(run);
  await byLogRoad(place, run, { page: 5_000 });
  const road = new LogRoad(place.context, run, orderOf(run), new PeopleBook(120), (number) => keyOf(`other ${number}`));
  await expect(road.write(place.context.pool, road.page(0, 200))).rejects.toThrow(/meanwhile/);
  expect(await verifyChain(place.context.pool)).toMatchObject({ events: all, breaks: [] });
});
