import pg from 'pg';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { eventsOfPass } from '../data/new-events.js';
import { expectSame, ledger } from '../protocol/checked.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { openPool } from '../protocol/pool.js';

/** The fields that our log keeps, as Emmett's metadata: it has no columns for them. */
export function envelopeOf(event) {
  const { eventId, occurredOn, registeredAt, receivedAt, recordedAt, source, senderId, reporter, meta } = event;
  return { eventId, occurredOn, registeredAt, receivedAt, recordedAt, source, senderId, reporter, ...meta };
}

/** Emmett's store on a pool of the same size. */
export async function emmettStore(url, poolSize) {
  // With the types that its own driver sets: it expects positions as BigInt.
  const pool = openPool(url, poolSize, pg.types);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  return { pool, store, close: async () => void (await store.close(), await pool.end()) };
}

/**
 * Emmett 0.42: its API appends to one stream at a time, so a call over many persons is one append per person, with the
 * expected version.
 */
export async function emmettLog(server, { size, persons, seed, flying }) {
  const url = await server.database(`emmett-append-${size}`);
  const { pool, store, close } = await emmettStore(url, flying);
  const book = ledger();
  let events = [];
  let calls = [];
  const append = ({ stream, type, data, version, ...rest }) =>
    store.appendToStream(`person-${stream}`, [{ type, data, metadata: envelopeOf(rest) }], {
      expectedStreamVersion: version === 1 ? 'STREAM_DOES_NOT_EXIST' : BigInt(version - 1),
    });
  return {
    name: 'Emmett 0.42',
    url,
    close,
    prepare(pass) {
      events = eventsOfPass(persons, pass, seed);
      book.add(events);
      calls = inPieces(events, size);
    },
    async round() {
      // A call is over when all its persons are durable; calls follow each other, with the same number of appends in
      // flight.
      if (size === 1) await inFlight(flying, events, append);
      else for (const call of calls) await inFlight(flying, call, append);
      return { units: persons.length };
    },
    async verify() {
      const { rows } = await pool.query(
        `select replace(stream_id, 'person-', '') as stream, stream_position::int as version,
         message_metadata->>'eventId' as "eventId" from emt_messages`,
      );
      expectSame('Emmett', rows, book.given);
    },
  };
}
