/**
 * A session that opens a transaction and falls silent holds back every reader of the log; the server ends it after this
 * time.
 */
export const IDLE_IN_TRANSACTION_MS = 10_000;

export type Settings = Readonly<Record<string, string>>;

/**
 * The settings of the embedded server. Its log has starts, stops and ended sessions, but no failed statements (level
 * `log` is above `error` there): PostgreSQL would quote values, and a value may be a civil number. The service logs its
 * own.
 *
 * Autovacuum runs every 5 s instead of every minute: until a fresh table has statistics, pages of an import are joined
 * by reading whole tables (a page's histories 185 ms instead of 31, 2026-11-25), and all readers wait behind them.
 */
export const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  autovacuum_naptime: '5s',
  fsync: 'on',
  synchronous_commit: 'on',
  idle_in_transaction_session_timeout: `${IDLE_IN_TRANSACTION_MS}ms`,
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** The settings in the format of PostgreSQL's configuration file. */
export function settingsText(port: number, extra: Settings = {}): string {
  const all = { ...SETTINGS, ...extra, port: String(port) };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written at every start. Own settings: alter system set ...\n${lines.join('\n')}\n`;
}
