import type pg from 'pg';
import { DataSource } from 'typeorm';
import { type Address, checkServer, connectionProblem, getAddress } from './connection-problem.ts';
import type { ConnectionSettings } from './connection-settings.ts';

export interface Database {
  /** The only pool: TypeORM takes its connections from it too. */
  readonly pool: pg.Pool;
  readonly dataSource: DataSource;
  readonly address: Address;
  close(): Promise<void>;
}

/**
 * Listens to the `error` of every client. A client in use emits it if its session ends (idle in transaction, server
 * stopped); without a listener it ends the whole process. The client's next query fails anyway, with the reason.
 */
function listenToErrors(pool: pg.Pool): void {
  const known = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    client.on('error', () => undefined);
  });
}

async function checkVersion(pool: pg.Pool, address: Address): Promise<void> {
  const { rows } = await pool.query<{ number: number; version: string; encoding: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
            current_setting('server_encoding') as encoding`,
  );
  const [server] = rows;
  if (server !== undefined) checkServer(server, address);
}

/** The pool that TypeORM opened. */
export function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as unknown as { readonly master: pg.Pool }).master;
}

/**
 * Connects to PostgreSQL 18 or later. Values have the types of `columnTypes`.
 * @throws StartupProblem if the server cannot be reached, refuses the login, or does not meet the requirements
 */
export async function openDatabase(settings: ConnectionSettings): Promise<Database> {
  const address = getAddress(settings.url ?? '');
  const dataSource = new DataSource(settings);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw connectionProblem(error, address);
  }
  const pool = poolOf(dataSource);
  listenToErrors(pool);
  try {
    await checkVersion(pool, address);
  } catch (error) {
    await dataSource.destroy();
    throw connectionProblem(error, address);
  }
  return { pool, dataSource, address, close: () => dataSource.destroy() };
}
