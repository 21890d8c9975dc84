import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type EventStore,
  IdentityConflict,
  LogUnavailable,
  type NewEvent,
  VersionConflict,
  WholeNotPossible,
} from '#libs/event-store';
import { newEvent } from '../given/new-event.ts';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { onKurrent, type OnKurrent, type OnKurrentOptions, until } from '../kurrent-double/on-kurrent.ts';
import { PartlyAppended } from '../../libs/event-store/store.ts';

// Against a double of KurrentDB: how the adapter treats conflicts, lost answers and crashes between two steps.
let many: KurrentDouble;
let one: KurrentDouble;
/** Stores with databases of their own: each learns about the other's appends from the server only. */
let awake: OnKurrent;
let asleep: OnKurrent;
const opened: OnKurrent[] = [];
beforeAll(async () => {
  [many, one] = await Promise.all([KurrentDouble.start('25.1.0'), KurrentDouble.start('23.10.8')]);
  awake = await open(many);
  asleep = await open(many, { copierAsleep: true });
});
afterAll(async () => {
  for (const store of opened) await store.close();
  await Promise.all([many.remove(), one.remove()]);
});

async function open(double: KurrentDouble, options: OnKurrentOptions = {}): Promise<OnKurrent> {
  const store = await onKurrent(double.url, options);
  opened.push(store);
  return store;
}

const append = (store: EventStore<any>, events: readonly NewEvent[]): Promise<number[]> =>
  store.append(events, new Map());
const stored = async (store: EventStore<any>, stream: string): Promise<string[]> =>
  (await store.readStreams([stream])).map((event) => event.eventId);
const failure = (work: Promise<unknown>): Promise<any> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Appends as if the process had died between KurrentDB and the copy. */
async function dieAfterAppending({ store }: OnKurrent, events: readonly NewEvent[]): Promise<void> {
  const died = new Error('died');
  const afterwards = () => Promise.reject(died);
  await expect(store.append(events, new Map(), undefined, { afterwards })).rejects.toBe(died);
}

describe('a process that dies during an append to KurrentDB', () => {
  test('after KurrentDB has the event, before the copy has it: it is copied from $all', async () => {
    const kurrent = awake;
    const event = newEvent(randomUUID(), 1);
    await dieAfterAppending(kurrent, [event]);
    expect(
      await until(
        () => stored(kurrent.store, event.stream),
        (ids) => ids.length > 0,
      ),
    ).toEqual([event.eventId]);
  });

  test('and a resend in between, decided on the old copy, conflicts and then finds it: not lost, not doubled', async () => {
    const kurrent = asleep;
    const event = newEvent(randomUUID(), 1);
    await dieAfterAppending(kurrent, [event]);
    expect(await stored(kurrent.store, event.stream)).toEqual([]);
    const resent = { ...event, recordedAt: '2026-06-15T07:00:00.000Z' };
    await expect(append(kurrent.store, [resent])).rejects.toBeInstanceOf(VersionConflict);
    expect(await kurrent.store.findByEventIds([event.eventId])).toMatchObject([{ recordedAt: event.recordedAt }]);
  });

  test('before KurrentDB has it: a resend is stored in the same stream, elsewhere once the first cannot be', async () => {
    const kurrent = awake;
    const event = newEvent(randomUUID(), 1);
    const elsewhere = newEvent(randomUUID(), 1, { eventId: event.eventId });
    const bind = 'insert into log.identities (event_id, stream, bound_at) values ($1, $2, now() - $3::interval)';
    await kurrent.pool.query(bind, [event.eventId, event.stream, '1 second']);
    await expect(append(kurrent.store, [elsewhere])).rejects.toBeInstanceOf(IdentityConflict);
    await expect(append(kurrent.store, [elsewhere])).rejects.toBeInstanceOf(IdentityConflict);
    await append(kurrent.store, [event]);
    const other = newEvent(randomUUID(), 1);
    await kurrent.pool.query(bind, [other.eventId, randomUUID(), '2 minutes']);
    await expect(append(kurrent.store, [other])).rejects.toBeInstanceOf(IdentityConflict);
    await append(kurrent.store, [other]);
    const left = await kurrent.pool.query('select 1 from log.identities');
    expect([
      await stored(kurrent.store, event.stream),
      await stored(kurrent.store, other.stream),
      left.rowCount,
    ]).toEqual([[event.eventId], [other.eventId], 0]);
  });

  test('with its event in KurrentDB: the same id for another person finds it there', async () => {
    const kurrent = asleep;
    const event = newEvent(randomUUID(), 1);
    await dieAfterAppending(kurrent, [event]);
    await expect(append(kurrent.store, [newEvent(randomUUID(), 1, { eventId: event.eventId })])).rejects.toBeInstanceOf(
      IdentityConflict,
    );
    expect(await kurrent.store.findByEventIds([event.eventId])).toMatchObject([{ stream: event.stream }]);
  });
});

describe('sabotage: without these safeguards a report would be lost or doubled', () => {
  test('KurrentDB takes an id that it has for a repetition, whatever the content: our id is derived from the content', async () => {
    const { loadKurrentLibrary } = await import('../../libs/event-store/kurrent/client.ts');
    const client = (await loadKurrentLibrary()).KurrentDBClient.connectionString(many.url);
    const write = (said: string) =>
      client.appendToStream(
        'careless',
        [
          {
            id: '00000000-0000-4000-8000-000000000001',
            type: 'said',
            contentType: 'application/json',
            data: { said },
            metadata: {},
          },
        ],
        { streamState: 'no_stream', deadline: 5_000 },
      );
    expect([(await write('one')).success, (await write('other')).success]).toEqual([true, true]);
    await client.dispose();
    const kurrent = asleep;
    const event = newEvent(randomUUID(), 1);
    await dieAfterAppending(kurrent, [event]);
    await expect(append(kurrent.store, [{ ...event, data: { said: 'other' } }])).rejects.toBeInstanceOf(
      VersionConflict,
    );
  });

  test('without the binding to one stream the same id is stored for two people', async () => {
    const kurrent = asleep;
    const event = newEvent(randomUUID(), 1);
    await dieAfterAppending(kurrent, [event]);
    await kurrent.pool.query('delete from log.identities');
    const elsewhere = newEvent(randomUUID(), 1, { eventId: event.eventId });
    await append(kurrent.store, [elsewhere]);
    const second = await failure(append(kurrent.store, [newEvent(event.stream, 1)]));
    // The first stream holds the id too, and can no longer be copied.
    expect(second).toBeInstanceOf(LogUnavailable);
    expect(second.cause).toBeInstanceOf(IdentityConflict);
  });
});

describe('an append to KurrentDB without an answer', () => {
  test('from a server that dies with the event stored is tried again and stored once', async () => {
    const kurrent = awake;
    await many.kill();
    await many.up(1);
    const event = newEvent(randomUUID(), 1);
    const back = many.gone().then(() => many.up());
    const outcome = await failure(append(kurrent.store, [event]));
    await back;
    // The restart may last longer than the retries: then no outcome is claimed, and the same report again is the same
    // event.
    if (outcome !== undefined) expect(outcome).toBeInstanceOf(LogUnavailable);
    expect(
      await until(
        () => stored(kurrent.store, event.stream),
        (ids) => ids.length > 0,
      ),
    ).toEqual([event.eventId]);
  });

  test('from a server that is away claims no outcome, and appends work again when the server is back', async () => {
    const kurrent = awake;
    await many.kill();
    const event = newEvent(randomUUID(), 1);
    await expect(append(kurrent.store, [event])).rejects.toBeInstanceOf(LogUnavailable);
    await many.up();
    expect(
      await until(
        () => failure(append(kurrent.store, [event])),
        (error) => error === undefined,
      ),
    ).toBeUndefined();
    expect(await stored(kurrent.store, event.stream)).toEqual([event.eventId]);
  });
});

describe('a batch over several KurrentDB streams', () => {
  /** Appends from another service with a database of its own; the copy of this one does not have the event. */
  async function takenUnseen(elsewhere: OnKurrent): Promise<string> {
    const taken = randomUUID();
    await append(elsewhere.store, [newEvent(taken, 1)]);
    return taken;
  }

  test('is stored whole or not at all if the server can do that', async () => {
    const kurrent = asleep;
    const taken = await takenUnseen(awake);
    const free = randomUUID();
    await expect(append(kurrent.store, [newEvent(free, 1), newEvent(taken, 1)])).rejects.toBeInstanceOf(
      VersionConflict,
    );
    expect(await failure(append(kurrent.store, [newEvent(free, 1)]))).toBeUndefined();
    expect((await kurrent.store.readHead(taken)).version).toBe(1);
  });

  test('is stored in part if the server cannot, and the answer names that part', async () => {
    const kurrent = await open(one, { copierAsleep: true });
    const taken = await takenUnseen(await open(one));
    const [free, refused] = [newEvent(randomUUID(), 1), newEvent(taken, 1)];
    const partly = await failure(append(kurrent.store, [free, refused]));
    expect(partly).toBeInstanceOf(PartlyAppended);
    expect(partly.cause).toBeInstanceOf(VersionConflict);
    const [read] = await kurrent.store.readStreams([free.stream]);
    expect([...partly.positions]).toEqual([[free.eventId, read?.position]]);
    expect((await kurrent.store.readHead(taken)).version).toBe(1);
  });

  test('sent as all or nothing is refused if the server cannot do that', async () => {
    const kurrent = await open(one);
    const events = [newEvent(randomUUID(), 1), newEvent(randomUUID(), 1)];
    await expect(kurrent.store.append(events, new Map(), undefined, { whole: true })).rejects.toBeInstanceOf(
      WholeNotPossible,
    );
    expect(await kurrent.store.readStreams(events.map(({ stream }) => stream))).toEqual([]);
  });

  test('larger than the server accepts at once goes in several calls, and as all or nothing is refused', async () => {
    const kurrent = awake;
    const large = () =>
      Array.from({ length: 40 }, () => newEvent(randomUUID(), 1, { data: { said: 'x'.repeat(40_000) } }));
    expect(await append(kurrent.store, large())).toHaveLength(40);
    const refused = await failure(kurrent.store.append(large(), new Map(), undefined, { whole: true }));
    expect([refused instanceof WholeNotPossible, refused.why]).toEqual([true, 'too-large']);
  });
});
