import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type ConnectOptions, type Database, migrate } from '#libs/database';
import { testServerUrl } from './test-server.ts';
import { connectDatabase } from './connect-database.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes the pool and removes the database, even with sessions still connected. */
  drop(): Promise<void>;
}

type DatabaseOptions = Pick<ConnectOptions, 'poolSize' | 'entities'>;

const TEMPLATE = 'ungestatus_template';
const LOCK = '7420260102';

function serverUrl(database?: string): string {
  const url = new URL(testServerUrl());
  if (database !== undefined) url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function makeTemplate(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  const found = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [TEMPLATE]);
  if (found.rowCount === 1) return;
  await client.query(`drop database if exists ${TEMPLATE}`);
  await client.query(`create database ${TEMPLATE}`);
  const database = await connectDatabase({ url: serverUrl(TEMPLATE), applicationName: 'template' });
  try {
    await migrate(database, { log: () => undefined });
  } finally {
    await database.close();
  }
  await client.query(`alter database ${TEMPLATE} is_template true`);
}

async function create(template: string, options: DatabaseOptions): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name} template ${template}`));
  const url = serverUrl(name);
  const database = await connectDatabase({ url, applicationName: 'spec', ...options });
  const drop = async (): Promise<void> => {
    await database.close();
    await onServer((client) => client.query(`drop database ${name} with (force)`));
  };
  return { database, url, drop };
}

let template: Promise<void> | undefined;

/** A new migrated database; call `drop` when done. Copies a template instead of running migrations. */
export async function testDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  template ??= onServer(makeTemplate);
  await template;
  return create(TEMPLATE, options);
}

/** A new database without migrations; call `drop` when done. */
export function emptyDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  return create('template0', options);
}
