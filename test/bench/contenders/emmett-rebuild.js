import { pongoSingleStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import { lifeOf } from '../data/life.js';
import { inFlight } from '../protocol/in-flight.js';
import { emmettStore } from './emmett-log.js';

const TYPES = [
  'residence-changed.v1',
  'enrolment-registered.v1',
  'enrolment-changed.v1',
  'leave-started.v1',
  'leave-ended.v1',
  'dropout-risk-reported.v1',
  'education-interrupted.v1',
  'education-completed.v1',
];
const STATUS = {
  'education-interrupted.v1': 'interrupted',
  'education-completed.v1': 'completed',
  'leave-started.v1': 'on-leave',
};
const COLLECTION = 'education_status';

/**
 * A status document per person: the last status and its event. Far less than our two time axes, so the comparison
 * favours it.
 */
export const STATUS_PROJECTION = {
  collectionName: COLLECTION,
  canHandle: TYPES,
  evolve: (document, { type, data }) => ({
    ...document,
    status: STATUS[type] ?? 'enrolled',
    enrolment: data.enrolmentId ?? null,
    events: (document?.events ?? 0) + 1,
  }),
};

/** Emmett's own rebuild with its largest useful page (larger pages were no faster). */
export async function emmettRebuild(server, { persons, seed, flying }) {
  const url = await server.database('emmett-rebuild');
  const { pool, store, close } = await emmettStore(url, flying);
  const people = Array.from({ length: persons }, (_, person) => lifeOf(person, seed));
  // Appends one after the other: after appends by eight at once, Emmett's own rebuild skips events (400 written, 279
  // read) and no round could count.
  await inFlight(1, people, ({ key, events }) =>
    store.appendToStream(
      `person-${key}`,
      events.map(({ type, data }) => ({ type, data })),
    ),
  );
  const events = people.reduce((sum, person) => sum + person.events.length, 0);
  return {
    name: 'Emmett 0.42 rebuild',
    url,
    close,
    // Deletes the saved place: otherwise a second rebuild begins where the first one ended and finds nothing.
    prepare: () => pool.query('delete from emt_processors'),
    async round() {
      const consumer = rebuildPostgreSQLProjections({
        connectionString: url,
        projections: [pongoSingleStreamProjection(STATUS_PROJECTION)],
        pulling: { batchSize: 500 },
      });
      await consumer.start();
      await consumer.close();
      return { units: events };
    },
    async verify() {
      const { rows } = await pool.query(
        `select count(*)::int as persons, sum((data->>'events')::int)::int as events from ${COLLECTION}`,
      );
      if (rows[0].persons !== persons || rows[0].events !== events)
        throw new Error(`Emmett rebuilt ${JSON.stringify(rows[0])} of ${persons} persons and ${events} events`);
    },
  };
}
