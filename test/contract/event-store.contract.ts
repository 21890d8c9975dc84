import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  EMPTY_STREAM,
  type EventStore,
  FEED_START,
  IdentityConflict,
  type StreamHead,
  VersionConflict,
} from '#libs/event-store';
import { newEvent } from '../given/new-event.ts';

/** The promises of every adapter of the log; run against each of them. */
export function eventStoreContract(name: string, open: () => Promise<EventStore<unknown>>): void {
  describe(`the event log on ${name}`, () => {
    test('keeps a batch over many streams and returns it in stream order', async () => {
      const store = await open();
      const [one, two] = [randomUUID(), randomUUID()];
      const positions = await store.append([newEvent(one, 1), newEvent(two, 1), newEvent(one, 2)], new Map());
      expect(positions).toHaveLength(3);
      expect([...positions].sort((a, b) => a - b)).toEqual(positions);
      const read = await store.readStreams([one]);
      expect(read.map((event) => [event.version, event.position])).toEqual([
        [1, positions[0]],
        [2, positions[2]],
      ]);
    });

    test('returns the events of some reporters alone, with the last event of the stream whoever reported it', async () => {
      const store = await open();
      const stream = randomUUID();
      await store.append(
        [
          newEvent(stream, 1, { reporter: '990110' }),
          newEvent(stream, 2, { reporter: '990120' }),
          newEvent(stream, 3, { reporter: '990130' }),
        ],
        new Map(),
      );
      const versions = async (...reporters: string[]): Promise<number[]> =>
        (await store.readStreams([stream], reporters)).map(({ version }) => version);
      expect([await versions('990110'), await versions('990120', '990110'), await versions()]).toEqual([
        [1, 3],
        [1, 2, 3],
        [3],
      ]);
    });

    test('returns every field as it was appended', async () => {
      const store = await open();
      const event = newEvent(randomUUID(), 1, {
        registeredAt: '2026-06-14T22:30:00.123Z',
        sealed: Buffer.from('sealed'),
        meta: { client: 'a' },
      });
      await store.append([event], new Map());
      const [read] = await store.readStreams([event.stream]);
      expect(read).toMatchObject(event);
    });

    test('refuses a version that is taken and writes no event of the batch', async () => {
      const store = await open();
      const [stream, other] = [randomUUID(), randomUUID()];
      await store.append([newEvent(stream, 1)], new Map());
      await expect(store.append([newEvent(other, 1), newEvent(stream, 1)], new Map())).rejects.toBeInstanceOf(
        VersionConflict,
      );
      expect(await store.readStreams([other])).toEqual([]);
    });

    test('refuses a report that is in the log already, even in another stream', async () => {
      const store = await open();
      const eventId = randomUUID();
      await store.append([newEvent(randomUUID(), 1, { eventId })], new Map());
      await expect(store.append([newEvent(randomUUID(), 1, { eventId })], new Map())).rejects.toBeInstanceOf(
        IdentityConflict,
      );
    });

    test('lets exactly one of twenty writers with the same expected version append', async () => {
      const store = await open();
      const stream = randomUUID();
      const tries = await Promise.allSettled(
        Array.from({ length: 20 }, () => store.append([newEvent(stream, 1)], new Map())),
      );
      expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      expect(await store.readStreams([stream])).toHaveLength(1);
    });

    test('chains each event to the one before it in its stream', async () => {
      const store = await open();
      const stream = randomUUID();
      await store.append([newEvent(stream, 1), newEvent(stream, 2)], new Map());
      const [first, second] = await store.readStreams([stream]);
      const heads = new Map<string, StreamHead>([[stream, second ?? EMPTY_STREAM]]);
      await store.append([newEvent(stream, 3)], heads);
      const chains = (await store.readStreams([stream])).map((event) => event.chain.toString('hex'));
      expect(new Set([...chains, first?.chain.toString('hex')]).size).toBe(3);
    });

    test('feeds every event once, in pages, a stream in version order', async () => {
      const store = await open();
      const streams = Array.from({ length: 10 }, (): string => randomUUID());
      await Promise.all(streams.map((stream) => store.append([newEvent(stream, 1), newEvent(stream, 2)], new Map())));
      const seen: string[] = [];
      for (let place = FEED_START; ;) {
        const page = await store.readFeed(place, 7);
        if (page.events.length === 0) break;
        seen.push(
          ...page.events
            .filter((event) => streams.includes(event.stream))
            .map((event) => `${event.stream}/${event.version}`),
        );
        place = page.next;
      }
      expect([...seen].sort()).toEqual(streams.flatMap((stream) => [`${stream}/1`, `${stream}/2`]).sort());
      for (const stream of streams) expect(seen.indexOf(`${stream}/1`)).toBeLessThan(seen.indexOf(`${stream}/2`));
    });
  });
}
