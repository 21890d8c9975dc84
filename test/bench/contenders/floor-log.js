import { eventsOfPass } from '../data/new-events.js';
import { expectSame, ledger } from '../protocol/checked.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { openPool } from '../protocol/pool.js';
import { ourDatabase } from './our-log.js';

const NAMES = [
  'stream',
  'version',
  'event_id',
  'type',
  'data',
  'sealed',
  'occurred_on',
  'registered_at',
  'received_at',
  'recorded_at',
  'source',
  'sender_id',
  'reporter',
  'meta',
  'content_hash',
  'chain',
];
const TYPES = [
  'uuid',
  'int',
  'uuid',
  'text',
  'json',
  'bytea',
  'date',
  'timestamptz',
  'timestamptz',
  'timestamptz',
  'text',
  'text',
  'text',
  'json',
  'bytea',
  'bytea',
];
const INSERT =
  `insert into bare (${NAMES.join(', ')}) select * from ` +
  `unnest(${TYPES.map((type, at) => `$${at + 1}::${type}[]`).join(', ')})`;
const NO_CHAIN = Buffer.alloc(32);

function columnsOf(events) {
  const columns = NAMES.map(() => []);
  for (const event of events) {
    const values = [
      event.stream,
      event.version,
      event.eventId,
      event.type,
      JSON.stringify(event.data),
      event.sealed,
      event.occurredOn,
      event.registeredAt,
      event.receivedAt,
      event.recordedAt,
      event.source,
      event.senderId,
      event.reporter,
      JSON.stringify(event.meta),
      event.contentHash,
      NO_CHAIN,
    ];
    values.forEach((value, at) => columns[at].push(value));
  }
  return columns;
}

/**
 * The floor: the same columns and indexes, and only the insert. No chain, no returned positions, no order, no
 * distinction of errors.
 */
export async function floorLog(server, { size, persons, seed, flying }) {
  const url = await server.database(`floor-append-${size}`);
  await (await ourDatabase(url, 1)).close();
  const pool = openPool(url, flying);
  await pool.query('create table bare (like log.events including all)');
  const book = ledger();
  let calls = [];
  return {
    name: 'floor: bare unnest insert',
    url,
    close: () => pool.end(),
    prepare(pass) {
      const events = eventsOfPass(persons, pass, seed);
      book.add(events);
      calls = inPieces(events, size);
    },
    async round() {
      await inFlight(flying, calls, (events) =>
        pool.query({ name: 'bare-insert', text: INSERT, values: columnsOf(events) }),
      );
      return { units: persons.length };
    },
    async verify() {
      const { rows } = await pool.query('select stream, version, event_id as "eventId" from bare');
      expectSame('the floor', rows, book.given);
    },
  };
}
