/** A session that opens a transaction and falls silent holds back every reader of the log; after this it is ended. */
export const IDLE_IN_TRANSACTION_MS = 10_000;

export type Settings = Readonly<Record<string, string>>;

/**
 * The embedded server's settings. Its log keeps starts, stops and what ends a session, but no failed statement (level
 * `log` is above `error` there): PostgreSQL would quote values, and a value may be a civil number. We log our own.
 *
 * Statistics are looked after every 5 s instead of every minute: until a fresh table has its first, pages of an import
 * are joined by reading whole tables (a page's histories 185 ms in place of 31, 2026-11-25), and everybody waits behind them.
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

/** The settings as PostgreSQL reads them from a file. */
export function settingsText(port: number, extra: Settings = {}): string {
  const all = { ...SETTINGS, ...extra, port: String(port) };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written at every start. Own settings: alter system set ...\n${lines.join('\n')}\n`;
}
