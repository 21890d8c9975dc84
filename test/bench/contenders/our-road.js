import { setTimeout as pause } from 'node:timers/promises';
import {
  Follower,
  insertPersons,
  Keyring,
  knowledgeProjections,
  knowledgeReader,
  loadRuleBook,
  createPerson,
  PostgresEventStore,
  readersBehind,
  rebuild,
} from '../product.js';
import { lifeOf } from '../data/life.js';
import { birthDateOf, civilNumberOf } from '../data/reports.js';
import { inFlight, inPieces } from '../protocol/in-flight.js';
import { MASTER_KEY } from './our-parts.js';
import { ourDatabase } from './our-log.js';

const PERSONS_A_CALL = 12;
const PAGE = 500;

async function createPersons(pool, people, seed) {
  const keyring = new Keyring(Buffer.from(MASTER_KEY, 'base64'));
  const met = people.map((person) =>
    createPerson(keyring, lifeOf(person, seed).key, civilNumberOf(person), birthDateOf(person)),
  );
  const client = await pool.connect();
  try {
    await insertPersons(client, met, '2018-08-01T00:00:00.000Z');
  } finally {
    client.release();
  }
}

/** Reads until the writers are done and the reader has caught up. */
async function follow(pool, follower, isOver) {
  for (;;) {
    const over = isOver();
    if ((await follower.step()) === 'applied') continue;
    // An empty page is not the end: any open transaction on the server holds back the horizon.
    if (over && (await readersBehind(pool, [follower.reader.name])).length === 0) return;
    await pause(1);
  }
}

/** Throws if the status table does not hold the given numbers of persons and events. */
async function checkCounts(pool, persons, events) {
  const { rows } = await pool.query(
    `select count(distinct person)::int as persons, (select count(*)::int from log.events) as events
     from education_status.spells`,
  );
  if (rows[0].persons !== persons || rows[0].events !== events)
    throw new Error(`the status table shows ${JSON.stringify(rows[0])}`);
}

/** Throws if the status table differs from a rebuild out of the log. */
async function checkRebuild(pool, status) {
  const { onlyLive, onlyRebuilt } = await rebuild(pool, status);
  if (onlyLive + onlyRebuilt > 0)
    throw new Error(`the status table differs from the log in ${onlyLive + onlyRebuilt} rows`);
}

/**
 * Writers append while the status reader follows in the same process. A round is over when every answer shows every
 * report.
 */
export async function ourRoad(server, { persons, seed, flying, passes }) {
  const url = await server.database('ours-road');
  const { pool, close } = await ourDatabase(url, flying + 4);
  const store = new PostgresEventStore(pool);
  const [status] = knowledgeProjections(loadRuleBook(undefined, {}));
  const follower = new Follower(pool, store, knowledgeReader(status), { pageSize: PAGE, now: () => new Date() });
  let calls = [];
  let events = 0;
  return {
    name: 'ours: append and project',
    url,
    close,
    async prepare(pass) {
      const people = Array.from({ length: persons }, (_, index) => pass * persons + index);
      await createPersons(pool, people, seed);
      calls = inPieces(
        people.map((person) => lifeOf(person, seed).events),
        PERSONS_A_CALL,
      ).map((piece) => piece.flat());
      events = calls.reduce((sum, call) => sum + call.length, 0);
    },
    async round() {
      let writing = true;
      const following = follow(pool, follower, () => !writing);
      await inFlight(flying, calls, (call) => store.append(call, new Map()));
      writing = false;
      await following;
      return { units: events };
    },
    async verify(pass) {
      await checkCounts(pool, persons * (pass + 1), events * (pass + 1));
      if (pass === passes - 1) await checkRebuild(pool, status);
    },
  };
}
