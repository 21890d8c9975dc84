import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { columnTypes } from './column-types.ts';
import { IDLE_IN_TRANSACTION_MS } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';
import { WatchedClient } from './silent-session.ts';

export interface ConnectOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Most connections at once; default 10. */
  readonly poolSize?: number;
  /** Longest silence of a session in an open transaction, milliseconds. */
  readonly idleInTransactionMs?: number;
  /** Entity classes of the tables that repositories read; default none. */
  readonly entities?: ConnectionSettings['entities'];
}

/** TypeORM's options of a PostgreSQL connection. */
export type ConnectionSettings = Extract<DataSourceOptions, { readonly type: 'postgres' }>;

/**
 * Longest time to connect or to wait for a free connection. An attempt that begins while the server is unreachable
 * takes this long to fail: with 9 s to detect a silent session (silent-session.ts) and the pause before the next
 * attempt it stays below the 20 s that are stated.
 */
const CONNECT_MS = 8_000;
const KEEP_ALIVE_MS = 10_000;
const POOL_SIZE = 10;

export function connectionSettings(options: ConnectOptions): ConnectionSettings {
  return {
    type: 'postgres',
    driver: pg,
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? POOL_SIZE,
    connectTimeoutMS: CONNECT_MS,
    installExtensions: false,
    ...(options.entities === undefined ? {} : { entities: options.entities }),
    logger: SILENT_LOGGER,
    poolErrorHandler: () => undefined,
    extra: {
      types: columnTypes(),
      Client: WatchedClient,
      // Makes the server, too, notice within minutes that this process is gone; the system's default is two hours.
      options: '-c TimeZone=UTC -c DateStyle=ISO -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10',
      idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    },
  };
}
