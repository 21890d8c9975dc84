import { setTimeout as pause } from 'node:timers/promises';
import { FEED_START, PostgresEventStore, readCheckpoint } from '../product.js';
import { ourDatabase } from '../contenders/our-log.js';
import { countEffects } from './count-effects.js';
import { killedConsumer } from './killed-consumer.js';
import { idleSession, slowWriter, writer } from './writers.js';

const KILL_MILLISECONDS = 2_000;
const SLOW_MILLISECONDS = 5_000;
const PATIENCE_MILLISECONDS = 60_000;

/** Waits until the reader has applied `count` events, at most a minute. */
async function drained(pool, count) {
  const until = performance.now() + PATIENCE_MILLISECONDS;
  while (performance.now() < until) {
    const {
      rows: [{ done }],
    } = await pool.query(`select count(*)::int as done from effects where reader = 'ours'`);
    if (done >= count) break;
    await pause(100);
  }
  // A second delivery comes right after the first one.
  await pause(1_000);
}

/** Runs the writers, one of them slow, until the time is over. Returns their commits and the number of rollbacks. */
async function writeAll(pool, { writers, seconds, seed }) {
  const started = performance.now();
  const over = () => performance.now() - started > seconds * 1_000;
  const slow = slowWriter(pool, seed + 8, Math.min(SLOW_MILLISECONDS, seconds * 500));
  const written = await Promise.all(
    Array.from({ length: writers }, (_, index) => writer(pool, seed * 1_000 + index, over)),
  );
  return {
    committed: [...written.flatMap((one) => one.committed), ...(await slow)],
    rolledBack: written.reduce((sum, one) => sum + one.rolledBack, 0),
  };
}

async function eventsInLog(pool) {
  const { rows } = await pool.query(
    'select count(*)::int as events from log.events where (xid, position) > ($1::xid8, $2)',
    [FEED_START.xid, FEED_START.position],
  );
  return rows[0].events;
}

/** Writers, one of them slow, an idle session, and two readers killed again and again: ours and the naive one. */
export async function ourFire(server, { writers, seconds, seed }) {
  const url = await server.database(`ours-fire-${writers}`);
  const { pool, close } = await ourDatabase(url, writers + 6);
  await pool.query(
    'create table effects (at bigint generated always as identity, reader text, stream uuid, version int)',
  );
  await pool.query('create table naive_checkpoint as select 0::bigint as position');
  await readCheckpoint(pool, 'ours', await new PostgresEventStore(pool).epoch());
  const consumers = ['ours', 'naive'].map((kind) => killedConsumer(kind, url, KILL_MILLISECONDS));
  await Promise.all(consumers.map(({ ready }) => ready));
  const idle = await idleSession(pool, seed + 7);
  const { committed, rolledBack } = await writeAll(pool, { writers, seconds, seed });
  for (const consumer of consumers) await consumer.spare();
  await drained(pool, committed.length);
  for (const consumer of consumers) await consumer.stop();
  idle.leave();
  const { rows } = await pool.query('select reader, stream, version from effects order by at');
  const counted = (reader) =>
    countEffects(
      committed,
      rows.filter((row) => row.reader === reader),
    );
  const inLog = await eventsInLog(pool);
  await close();
  await server.drop(url);
  if (inLog !== committed.length)
    throw new Error(`the log holds ${inLog} events, the writers committed ${committed.length}`);
  return {
    committed: committed.length,
    rolledBack,
    kills: consumers[0].kills(),
    ours: counted('ours'),
    naive: counted('naive'),
  };
}
