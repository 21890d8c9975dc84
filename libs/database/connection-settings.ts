import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { columnTypes } from './column-types.ts';
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
  /** Classes of the tables that repositories read; default none. */
  readonly entities?: ConnectionSettings['entities'];
}

/** TypeORM's options of a PostgreSQL connection. */
export type ConnectionSettings = Extract<DataSourceOptions, { readonly type: 'postgres' }>;

/**
 * To connect, or to wait for a connection that is free. An attempt that begins while the way to the server is gone takes this long
 * to fail: with 9 s to find a session silent (silent-session.ts) and the pause before the next attempt it stays below the 20 s that
 * are stated.
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
      Client: HeardClient,
      // So that the server, too, notices within minutes when this process is gone; the system's own default is two hours.
      options: '-c TimeZone=UTC -c DateStyle=ISO -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10',
      idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    },
  };
}
