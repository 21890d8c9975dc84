import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOfPass } from '../data/new-events.js';
import { expectSame, ledger } from '../protocol/checked.js';
import { inFlight } from '../protocol/in-flight.js';
import { openPool } from '../protocol/pool.js';
import { envelopeOf } from './emmett-log.js';

const FOLDER = join(import.meta.dirname, '../node_modules/@eventide/message-db/database');
/**
 * The SQL files in the order of its own install.sh, which needs psql. Leaves out the role with its privileges, and
 * pgcrypto, which no called function uses.
 */
const FILES = [
  'schema/message-store',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];
const WRITE = 'select message_store.write_message($1, $2, $3, $4::jsonb, $5::jsonb, $6)';

/** The parameters of `write_message` for one event; the last one is the expected version. */
const valuesOf = ({ stream, version, type, data, ...rest }) => [
  rest.eventId,
  `person-${stream}`,
  type,
  JSON.stringify(data),
  JSON.stringify(envelopeOf(rest)),
  version - 2,
];

/** message-db 1.3.1: one function call per message, under a lock on its category. */
export async function messageDbLog(server, { size, persons, seed, flying }) {
  const url = await server.database(`message-db-append-${size}`);
  const own = new URL(url);
  own.searchParams.set('options', '-c search_path=message_store,public');
  const pool = openPool(own.href, flying);
  for (const file of FILES) await pool.query(readFileSync(join(FOLDER, `${file}.sql`), 'utf8'));
  const book = ledger();
  let events = [];
  const write = (event) => pool.query({ name: 'write', text: WRITE, values: valuesOf(event) });
  return {
    name: 'message-db 1.3.1',
    url,
    close: () => pool.end(),
    prepare(pass) {
      events = eventsOfPass(persons, pass, seed);
      book.add(events);
    },
    async round() {
      await inFlight(flying, events, write);
      return { units: persons.length };
    },
    async verify() {
      const { rows } = await pool.query(
        `select substr(stream_name, 8) as stream, (position + 1)::int as version, id as "eventId"
         from message_store.messages`,
      );
      expectSame('message-db', rows, book.given);
    },
  };
}
