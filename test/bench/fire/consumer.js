#!/usr/bin/env node
// One consumer in a process of its own, so that it can be killed at any instant.
// node fire/consumer.js <ours|naive> <url>
// The effects of a page and its checkpoint are one transaction. The effects have no unique index, so that a repetition
// is visible.
import { setTimeout as pause } from 'node:timers/promises';
import { Follower, PostgresEventStore } from '../product.js';
import { openPool } from '../protocol/pool.js';

const PAGE = 200;
const [, , kind, url] = process.argv;
const pool = openPool(url, 3);

async function keep(client, reader, events) {
  await client.query('insert into effects (reader, stream, version) select $1, * from unnest($2::uuid[], $3::int[])', [
    reader,
    events.map(({ stream }) => stream),
    events.map(({ version }) => version),
  ]);
}

/** The product's own follower. */
function ours() {
  const reader = { name: 'ours', apply: (client, events) => keep(client, 'ours', events) };
  const follower = new Follower(pool, new PostgresEventStore(pool), reader, { pageSize: PAGE, now: () => new Date() });
  return async () => (await follower.step()) === 'applied';
}

/** The same without the safeguard: reads position > n in the order of positions, and saves only n. */
function naive() {
  return async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const {
        rows: [place],
      } = await client.query(`select position from naive_checkpoint for update`);
      const { rows } = await client.query(
        'select position, stream, version from log.events where position > $1 order by position limit $2',
        [place.position, PAGE],
      );
      if (rows.length > 0) await keep(client, 'naive', rows);
      if (rows.length > 0) await client.query('update naive_checkpoint set position = $1', [rows.at(-1).position]);
      await client.query('commit');
      return rows.length > 0;
    } finally {
      client.release();
    }
  };
}

const step = kind === 'ours' ? ours() : naive();
process.send?.('reads');
// Ends when the parent process is gone, since nothing else would end it.
process.once('disconnect', () => process.exit(0));
for (;;) {
  if (!(await step().catch((error) => console.error(`${kind}: ${error.message}`)))) await pause(5);
}
