import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database } from '#libs/database';
import { Signal } from '#libs/subscriptions';
import { connectDatabase, type TestDatabase, testDatabase } from '#libs/testing';
import { SilentProxy } from './silent-proxy.ts';

let opened: TestDatabase;
let proxy: SilentProxy;
let ours: Database;
let plain: Client;
/** The outcome of each attempt in words; an outcome is missing until it is known. */
const became: Record<string, string> = {};
const note = (name: string, work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => (became[name] = 'done'),
    (error: Error) => (became[name] = error.message),
  );

const SILENT = 'Connection terminated: the server was silent and not at work.';

async function copyAndSayNothing(client: Client): Promise<void> {
  await client.query('create temporary table copied (word text)');
  const copy = client.query(copyFrom('copy copied from stdin'));
  copy.write('one\n');
  while (!became['silent']) await pause(50);
  copy.end('two\n');
  await new Promise((finished) => copy.on('finish', finished));
  const { rows } = await client.query('select word from copied');
  if (rows.length !== 2) throw new Error(`${rows.length} rows were copied`);
}

/**
 * Runs everything at once, since silence takes time: what works, what only seems to, and the same without the
 * safeguard.
 */
beforeAll(async () => {
  opened = await testDatabase();
  proxy = await SilentProxy.before(opened.url);
  ours = await connectDatabase({ url: proxy.url, applicationName: 'silent', poolSize: 4 });
  plain = new Client({ connectionString: proxy.url, keepAlive: true });
  plain.on('error', () => undefined);
  await plain.connect();
  const { pool } = opened.database;
  const client = await pool.connect();
  const signal = new Signal(ours.pool, 'silent_spec', 5, 50);
  let heard = 0;
  await signal.listen(() => (heard += 1));
  const copying = await ours.pool.connect();
  const sent = copying.query(copyFrom('copy migration_file from stdin'));
  const [known, unknown] = [await ours.pool.connect(), await ours.pool.connect()];
  for (const one of [known, unknown]) await one.query('begin');
  proxy.swallow();
  void note('without the safeguard', plain.query('select 1'));
  const waiting = [
    note('at work', pool.query('select pg_sleep(11)')),
    note('has nothing to send', copyAndSayNothing(client)),
    note('silent', known.query('select 1')),
    note('sent into the void', new Promise((_done, fail) => sent.on('error', fail).end('1\tno\tno\t2026-01-01\n'))),
  ];
  await waiting[2];
  became['rollback after it'] = await known.query('rollback').then(
    () => 'done',
    (error: Error) => error.message,
  );
  proxy.letNewOnesThrough();
  for (const one of [known, unknown, copying]) one.release(true);
  const listening = async (): Promise<void> => {
    for (; heard === 0; await pause(50)) await pool.query('notify silent_spec');
  };
  await Promise.all([...waiting, note('listening', listening())]);
  signal.stop();
  client.release();
}, 60_000);
afterAll(async () => {
  await ours.close();
  proxy.close();
  await opened.drop();
});

describe('on a database connection that went silent', () => {
  test('a query fails as unavailable, and the next one on the connection fails at once', () => {
    expect(became['silent']).toBe(SILENT);
    expect(became['rollback after it']).toMatch(/not queryable/);
  });

  test('a COPY that was sent fails too', () => expect(became['sent into the void']).toBe(SILENT));

  test('a listener reconnects and receives notifications again', () => expect(became['listening']).toBe('done'));

  test('sabotage: an ordinary connection still waits long after ours has failed', () => {
    expect(became).toHaveProperty('silent');
    expect(became).not.toHaveProperty('without the safeguard');
  });
});

test('a query that still works is awaited however long it takes, and so is a COPY with nothing to send yet', () => {
  expect([became['at work'], became['has nothing to send']]).toEqual(['done', 'done']);
});
