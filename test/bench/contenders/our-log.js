import { connectDatabase, migrate, PostgresEventStore, verifyChain } from '../product.js';
import { expectSame, ledger } from '../protocol/checked.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { eventsOfPass } from '../data/new-events.js';

/** A migrated database of our own, and a pool like that of every contender. */
export async function ourDatabase(url, poolSize) {
  const database = await connectDatabase({ url, applicationName: 'bench', poolSize });
  await migrate(database, { log: () => undefined });
  return database;
}

/** Our log by its port: expected version, identity, chain and order are checked or made on every append. */
export async function ourLog(server, { size, persons, seed, flying }) {
  const url = await server.database(`ours-append-${size}`);
  const { pool, close } = await ourDatabase(url, flying);
  const store = new PostgresEventStore(pool);
  const book = ledger();
  let heads = new Map();
  let calls = [];
  return {
    name: 'ours: log',
    url,
    close,
    prepare(pass) {
      const events = eventsOfPass(persons, pass, seed);
      book.add(events);
      calls = inPieces(events, size);
    },
    async round() {
      await inFlight(flying, calls, (events) => store.append(events, heads));
      return { units: persons.length };
    },
    async verify() {
      const { rows } = await pool.query(
        'select stream, version, event_id as "eventId", chain from log.events order by stream, version',
      );
      expectSame('our log', rows, book.given);
      heads = new Map(rows.map((row) => [row.stream, { version: row.version, chain: row.chain }]));
      const { breaks } = await verifyChain(pool);
      if (breaks.length > 0) throw new Error(`our log's chain is broken ${breaks.length} times`);
    },
  };
}
