import { pongoSingleStreamProjection } from '@event-driven-io/emmett-postgresql';
import { setTimeout as pause } from 'node:timers/promises';
import { lifeOf } from '../data/life.js';
import { inFlight } from '../protocol/in-flight.js';
import { STATUS_PROJECTION } from './emmett-rebuild.js';
import { emmettStore } from './emmett-log.js';

const STILL_MILLISECONDS = 20_000;

/**
 * Starts Emmett's consumer. It runs in its own rounds only: its open transactions would hold back every other reader on
 * the server.
 */
function consume(store) {
  const consumer = store.consumer({ pulling: { batchSize: 100, pullingFrequencyInMs: 10 } });
  consumer.projector({ processorId: 'status', projection: pongoSingleStreamProjection(STATUS_PROJECTION) });
  consumer.start().catch(() => undefined);
  return consumer;
}

/** The number of events that the projection has applied; 0 before its collection exists. */
async function appliedEvents(pool) {
  const { rows } = await pool
    .query(`select coalesce(sum((data->>'events')::int), 0)::text as events from ${STATUS_PROJECTION.collectionName}`)
    .catch(() => ({ rows: [{ events: '0' }] }));
  return Number(rows[0].events);
}

/**
 * Emmett's writers and its own consumer with a Pongo document per person. Its consumer never returns to an event that
 * it skipped, so a round is over once the count has not moved for 20 seconds.
 */
export async function emmettRoad(server, { persons, seed, flying }) {
  const url = await server.database('emmett-road');
  const { pool, store, close } = await emmettStore(url, flying + 4);
  let people = [];
  let before = 0;
  return {
    name: 'Emmett 0.42',
    url,
    close,
    async prepare(pass) {
      people = Array.from({ length: persons }, (_, index) => lifeOf(pass * persons + index, seed));
      before = await appliedEvents(pool);
    },
    async round() {
      const consumer = consume(store);
      const started = performance.now();
      await inFlight(flying, people, ({ key, events }) =>
        store.appendToStream(
          `person-${key}`,
          events.map(({ type, data }) => ({ type, data })),
        ),
      );
      const wanted = people.reduce((sum, { events }) => sum + events.length, 0);
      let [done, moved] = [(await appliedEvents(pool)) - before, performance.now()];
      while (done < wanted && performance.now() - moved < STILL_MILLISECONDS) {
        await pause(100);
        const now = (await appliedEvents(pool)) - before;
        if (now > done) [done, moved] = [now, performance.now()];
      }
      await consumer.close();
      return { units: done, seconds: (moved - started) / 1_000, more: { lost: wanted - done } };
    },
    // Its losses are printed with its rate: the rule for the other contenders would reject every round.
    verify: async () => undefined,
  };
}
