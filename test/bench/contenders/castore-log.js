import castore from '@castore/event-storage-adapter-postgres';
import { eventsOfPass } from '../data/new-events.js';
import { expectSame, ledger } from '../protocol/checked.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { openPool } from '../protocol/pool.js';
import { envelopeOf } from './emmett-log.js';

const { PostgresEventStorageAdapter } = castore;
const STORE = { eventStoreId: 'persons' };

/** The event in the shape that Castore stores, with our envelope as its metadata. */
const detailOf = ({ stream, version, type, data, ...rest }) => ({
  aggregateId: stream,
  version,
  type,
  payload: data,
  metadata: envelopeOf(rest),
  timestamp: rest.recordedAt,
});

/**
 * Castore 2.4.2: one insert per event, or a group in one transaction. Its client keeps up to 10 connections, which
 * cannot be set.
 */
export async function castoreLog(server, { size, persons, seed, flying }) {
  const url = await server.database(`castore-append-${size}`);
  await PostgresEventStorageAdapter.createEventTable({ connectionString: url });
  const adapter = new PostgresEventStorageAdapter({ connectionString: url });
  const pool = openPool(url, 1);
  const book = ledger();
  let calls = [];
  const push = async (events) => {
    if (size === 1) return adapter.pushEvent(detailOf(events[0]), STORE);
    return adapter.pushEventGroup(
      {},
      ...events.map((event) => Object.assign(adapter.groupEvent(detailOf(event)), { context: STORE })),
    );
  };
  return {
    name: 'Castore 2.4.2',
    url,
    close: async () => void (await adapter._sql.end(), await pool.end()),
    prepare(pass) {
      const events = eventsOfPass(persons, pass, seed);
      book.add(events);
      calls = inPieces(events, size);
    },
    async round() {
      await inFlight(flying, calls, push);
      return { units: persons.length };
    },
    async verify() {
      const { rows } = await pool.query(
        `select aggregate_id as stream, version::int as version, metadata->>'eventId' as "eventId" from event`,
      );
      expectSame('Castore', rows, book.given);
    },
  };
}
