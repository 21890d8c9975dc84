import pg from 'pg';
import { getProjectRoot, startEmbedded, temporaryFolder } from '../product.js';
import { treeSeconds } from './processor-time.js';

const SHOWN = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_wal_size',
  'max_connections',
  'autovacuum',
  'jit',
  'work_mem',
];

/**
 * One PostgreSQL for the whole run, with the product's own settings; every contender gets a database of its own on it.
 */
export async function startServer(say) {
  const folder = temporaryFolder();
  const embedded = await startEmbedded({ dataDir: folder.path, projectRoot: getProjectRoot(), log: say });
  const admin = new pg.Client({ connectionString: embedded.url });
  await admin.connect();
  const { rows } = await admin.query('select name, current_setting(name) as value from unnest($1::text[]) name', [
    SHOWN,
  ]);
  return {
    settings: Object.fromEntries(rows.map(({ name, value }) => [name, value])),
    seconds: () => treeSeconds(embedded.pid),
    /** Creates an empty database, named after the figure and the contender. */
    async database(name) {
      const plain = `bench_${name.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()}`;
      await admin.query(`drop database if exists ${plain} with (force)`);
      await admin.query(`create database ${plain} template template0`);
      const url = new URL(embedded.url);
      url.pathname = `/${plain}`;
      return url.href;
    },
    async drop(url) {
      await admin.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
    },
    async stop() {
      await admin.end();
      await embedded.stop();
      await folder.remove();
    },
  };
}

/** Runs between two rounds, so that none pays for the one before it. */
export async function settle(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
