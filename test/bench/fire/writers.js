import { setTimeout as pause } from 'node:timers/promises';
import { chainEvents, EMPTY_STREAM, insertChained, PostgresEventStore } from '../product.js';
import { newEvent } from '../data/new-events.js';
import { randomFrom, uuidFrom } from '../protocol/random.js';

const MOST_IN_A_BATCH = 20;
const PERSONS_A_WRITER = 12;

/** The persons of one writer alone, so that every append must succeed unless it is rolled back on purpose. */
function personsOf(random) {
  return Array.from({ length: PERSONS_A_WRITER }, () => ({ stream: uuidFrom(random), version: 0 }));
}

function batchOf(persons, random) {
  const size = 1 + Math.floor(random() * MOST_IN_A_BATCH);
  const versions = new Map();
  return Array.from({ length: size }, () => {
    const { stream, version } = persons[Math.floor(random() * persons.length)];
    const next = (versions.get(stream) ?? version) + 1;
    versions.set(stream, next);
    return newEvent(stream, next, random);
  });
}

/**
 * Appends in a transaction that stays open for that long after the insert, then commits or rolls back: it holds early
 * positions for long.
 */
async function heldAppend(pool, events, heads, { milliseconds, commits }) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await insertChained(client, chainEvents(events, heads));
    await pause(milliseconds);
    await client.query(commits ? 'commit' : 'rollback');
    return commits;
  } finally {
    client.release();
  }
}

async function headsOf(store, events) {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  return new Map(
    await Promise.all(streams.map(async (stream) => [stream, (await store.readHead(stream)) ?? EMPTY_STREAM])),
  );
}

/**
 * Writes until told to stop; holds every third transaction open up to 10 ms, rolls back every tenth. Returns the
 * committed events.
 */
export async function writer(pool, seed, until) {
  const random = randomFrom(seed);
  const store = new PostgresEventStore(pool);
  const persons = personsOf(random);
  const committed = [];
  let rolledBack = 0;
  while (!until()) {
    const events = batchOf(persons, random);
    const heads = await headsOf(store, events);
    const [held, commits] = [random() < 0.33, random() >= 0.1];
    if (held || !commits) await heldAppend(pool, events, heads, { milliseconds: random() * 10, commits });
    else await store.append(events, heads);
    if (!commits) {
      rolledBack += 1;
      continue;
    }
    for (const event of events) {
      committed.push(event);
      const person = persons.find(({ stream }) => stream === event.stream);
      person.version = event.version;
    }
  }
  return { committed, rolledBack };
}

/**
 * One transaction held open for seconds after its insert, then committed: it becomes visible after thousands of later
 * positions.
 */
export async function slowWriter(pool, seed, milliseconds) {
  const random = randomFrom(seed);
  const event = newEvent(uuidFrom(random), 1, random);
  await heldAppend(pool, [event], new Map(), { milliseconds, commits: true });
  return [event];
}

/**
 * A session that wrote and then went idle in its transaction: the server ends it, and none of its events ever exists.
 */
export async function idleSession(pool, seed) {
  const random = randomFrom(seed);
  const client = await pool.connect();
  client.on('error', () => undefined);
  await client.query('begin');
  await insertChained(client, chainEvents([newEvent(uuidFrom(random), 1, random)], new Map()));
  return { leave: () => client.release(true) };
}
