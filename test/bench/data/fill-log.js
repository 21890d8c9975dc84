import { insertPersons, Keyring, createPerson, PostgresEventStore } from '../product.js';
import { MASTER_KEY } from '../contenders/our-parts.js';
import { EVENTS_A_PERSON, lifeOf } from './life.js';
import { birthDateOf, civilNumberOf } from './reports.js';

const BATCH = 1_000;

/** The keys of all persons, made as the intake makes them. */
async function fillPersons(pool, persons, seed) {
  const keyring = new Keyring(Buffer.from(MASTER_KEY, 'base64'));
  const client = await pool.connect();
  try {
    for (let from = 0; from < persons; from += BATCH) {
      const people = Array.from({ length: Math.min(BATCH, persons - from) }, (_, index) => from + index);
      const met = people.map((person) =>
        createPerson(keyring, lifeOf(person, seed).key, civilNumberOf(person), birthDateOf(person)),
      );
      await insertPersons(client, met, '2018-08-01T00:00:00.000Z');
    }
  } finally {
    client.release();
  }
}

/**
 * Fills a log by its own append, so chain and order are real: the first report of all persons, then the second of all,
 * …, year by year. The events of a person lie far apart, as in operation.
 */
export async function fillLog(pool, { persons, seed, say }) {
  await fillPersons(pool, persons, seed);
  const store = new PostgresEventStore(pool);
  for (let version = 0; version < EVENTS_A_PERSON; version += 1) {
    const { rows } =
      version === 0
        ? { rows: [] }
        : await pool.query('select stream, version, chain from log.events where version = $1', [version]);
    const heads = new Map(rows.map((row) => [row.stream, row]));
    for (let from = 0; from < persons; from += BATCH) {
      const people = Array.from({ length: Math.min(BATCH, persons - from) }, (_, index) => from + index);
      await store.append(
        people.map((person) => lifeOf(person, seed).events[version]),
        heads,
      );
    }
    say?.(`  log filled to ${persons * (version + 1)} events`);
  }
  await pool.query('vacuum analyze');
}

/** Sets the checkpoint of a reader to the end of the log, as if it had read everything. */
export async function placeAtEnd(pool, readers) {
  const epoch = await new PostgresEventStore(pool).epoch();
  await pool.query(
    `insert into feed.checkpoints (reader, epoch, xid, position, applied, updated_at)
     select reader, $2, xid, position, position, now() from unnest($1::text[]) reader,
       lateral (select xid, position from log.events order by xid desc, position desc limit 1) last
     on conflict (reader) do update set xid = excluded.xid, position = excluded.position, applied = excluded.applied,
     epoch = excluded.epoch`,
    [readers, epoch],
  );
}
