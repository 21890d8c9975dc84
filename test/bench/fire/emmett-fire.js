import { setTimeout as pause } from 'node:timers/promises';
import { emmettStore } from '../contenders/emmett-log.js';
import { newEvent } from '../data/new-events.js';
import { randomFrom, uuidFrom } from '../protocol/random.js';
import { countEffects } from './count-effects.js';

const TYPE = 'enrolment-registered.v1';
const PATIENCE_MILLISECONDS = 120_000;

/** A projection that records its events in the transaction that moves Emmett's checkpoint. */
const projection = {
  name: 'effects',
  canHandle: [TYPE],
  async handle(events, { connection }) {
    for (const { metadata } of events) {
      await connection.client.query('insert into effects (stream, version) values ($1, $2)', [
        metadata.streamName,
        String(metadata.streamPosition),
      ]);
    }
  },
};

async function writer(store, seed, until) {
  const random = randomFrom(seed);
  const committed = [];
  for (let round = 0; !until(); round += 1) {
    const stream = `person-${uuidFrom(random)}`;
    const size = 1 + Math.floor(random() * 20);
    const events = Array.from({ length: size }, (_, index) => newEvent(stream, index + 1, random));
    await store.appendToStream(
      stream,
      events.map(({ type, data }) => ({ type, data })),
    );
    committed.push(...events.map(({ version }) => ({ stream, version })));
  }
  return committed;
}

async function consumedAll(pool, count) {
  const until = performance.now() + PATIENCE_MILLISECONDS;
  for (let last = -1; performance.now() < until;) {
    const {
      rows: [{ done }],
    } = await pool.query('select count(*)::int as done from effects');
    if (done >= count || done === last) return;
    last = done;
    await pause(2_000);
  }
}

/**
 * Emmett 0.42 under easier conditions: no kills, no slow writer, no idle session, no rollbacks. Only writers and its
 * own consumer.
 */
export async function emmettFire(server, { writers, seconds, seed }) {
  const url = await server.database(`emmett-fire-${writers}`);
  const { pool, store, close } = await emmettStore(url, writers + 2);
  await pool.query('create table effects (at bigint generated always as identity, stream text, version int)');
  const consumer = store.consumer({ pulling: { batchSize: 100, pullingFrequencyInMs: 10 } });
  consumer.projector({ processorId: 'effects', projection });
  const running = consumer.start().catch((error) => error);
  const started = performance.now();
  const over = () => performance.now() - started > seconds * 1_000;
  const written = await Promise.all(
    Array.from({ length: writers }, (_, index) => writer(store, seed * 2_000 + index, over)),
  );
  const committed = written.flat();
  await consumedAll(pool, committed.length);
  await consumer.close();
  await running;
  const { rows } = await pool.query('select stream, version from effects order by at');
  await close();
  await server.drop(url);
  return { committed: committed.length, delivered: rows.length, ...countEffects(committed, rows) };
}
