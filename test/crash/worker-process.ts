import { createInterface } from 'node:readline';
import type { Pool, PoolClient } from 'pg';
import { type FeedEntry, PostgresEventStore } from '#libs/event-store';
import { Follower, moveCheckpoint, readCheckpoint, type Reader } from '#libs/subscriptions';
import { connectDatabase } from '#libs/testing';

/**
 * A worker in a process of its own, so that it can be killed: `worker-process.ts <database> <safe|sabotaged>`. Each
 * event has an effect that can be counted. Prints `from <position>` for the first event of its first page, `written`
 * when the effects of a page are written and `moved` once the checkpoint is.
 */
const [url = '', way] = process.argv.slice(2);
const database = await connectDatabase({ url, applicationName: 'worker-process', poolSize: 3 });
const { pool } = database;
const store = new PostgresEventStore(pool);
const say = (word: string): void => void process.stdout.write(`${word}\n`);

let isFirst = true;

async function write(client: Pool | PoolClient, events: readonly FeedEntry[]): Promise<void> {
  if (isFirst) say(`from ${events[0]?.position}`);
  isFirst = false;
  await client.query('insert into effects select $1, * from unnest($2::uuid[], $3::int[])', [
    way,
    events.map(({ stream }) => stream),
    events.map(({ version }) => version),
  ]);
  say('written');
}

const reader: Reader = {
  name: way ?? '',
  apply: async (client, events) => {
    await write(client, events);
    await client.query('select pg_sleep(0.01)');
  },
};
const follower = new Follower(pool, store, reader, { pageSize: 20, now: () => new Date() });

/** The same without the safeguard: writes the effects in one transaction and the checkpoint in another. */
async function sabotagedStep(): Promise<string> {
  const from = await readCheckpoint(pool, reader.name, await store.epoch());
  const page = await store.readFeed(from, 20);
  if (page.events.length === 0) return 'caught-up';
  await write(pool, page.events);
  await pool.query('select pg_sleep(0.01)');
  const client = await pool.connect();
  await moveCheckpoint(client, reader.name, { from, next: { ...page.next, applied: 0 }, at: new Date() });
  client.release();
  return 'applied';
}

// Ends with its parent process.
createInterface(process.stdin).on('close', () => process.exit());
for (;;) {
  const step = way === 'safe' ? await follower.step() : await sabotagedStep();
  say(step === 'applied' ? 'moved' : step);
}
