import pg from 'pg';
import { DataSource } from 'typeorm';
import { columnTypes } from './column-types.ts';
import { type Address, checkServer, connectionProblem, getAddress } from './connection-problem.ts';
import { IDLE_IN_TRANSACTION_MS } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';
import { HeardClient } from './silent-session.ts';

export interface ConnectOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Most connections at once; default 10. */
  readonly poolSize?: number;
  /** How long a session may stay silent in an open transaction, milliseconds. */
  readonly idleInTransactionMs?: number;
}

export interface Database {
  /** One pool: TypeORM draws its connections from it too. */
  readonly pool: pg.Pool;
  readonly dataSource: DataSource;
  readonly address: Address;
  close(): Promise<void>;
}

/**
 * To connect, or to wait for a connection that is free. One begun while the way was gone takes this long to fail: with 9 s to find a
 * session silent (silent-session.ts) and the pause before the next attempt it stays below the 20 s that are stated.
 */
const CONNECT_MS = 8_000;
const KEEP_ALIVE_MS = 10_000;
const POOL_SIZE = 10;

/**
 * A client in use whose session ends (idle in transaction, server stopped) emits `error`; unheard, that ends the whole
 * process. Its next query fails anyway and says why.
 */
function hearErrors(pool: pg.Pool): void {
  const heard = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    client.on('error', () => undefined);
  });
}

function createDataSource(options: ConnectOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? POOL_SIZE,
    connectTimeoutMS: CONNECT_MS,
    installExtensions: false,
    logger: SILENT_LOGGER,
    poolErrorHandler: () => undefined,
    extra: {
      types: columnTypes(),
      Client: HeardClient,
      // So that the server, too, notices within minutes when we are gone; the system's own default is two hours.
      options: '-c TimeZone=UTC -c DateStyle=ISO -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10',
      idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    },
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

/**
 * Connects to PostgreSQL 18 or later. Columns arrive as `columnTypes` says.
 * @throws StartupProblem when it cannot be reached, refuses the login, or is not fit.
 */
export async function connectDatabase(options: ConnectOptions): Promise<Database> {
  const address = getAddress(options.url);
  const dataSource = createDataSource(options);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw connectionProblem(error, address);
  }
  const pool = (dataSource.driver as unknown as { readonly master: pg.Pool }).master;
  hearErrors(pool);
  try {
    await checkVersion(pool, address);
  } catch (error) {
    await dataSource.destroy();
    throw connectionProblem(error, address);
  }
  return { pool, dataSource, address, close: () => dataSource.destroy() };
}
