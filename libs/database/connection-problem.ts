import { StartupProblem } from './startup-problem.ts';

/** The address of a database without the password, fit for messages. */
export interface Address {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

const OLDEST_VERSION = 180000;

/**
 * Parses a connection URL. The URL itself never appears in a message: it contains the password.
 * @throws StartupProblem `database-url-invalid`
 */
export function getAddress(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const database = parsed?.pathname.slice(1) ?? '';
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.hostname === '' || database === '') {
    throw new StartupProblem(
      'database-url-invalid',
      'DATABASE_URL is not an address of a PostgreSQL database. ' +
        'It reads postgres://user:password@host:5432/database, with special characters percent-encoded.',
    );
  }
  const { hostname, port, username } = parsed;
  return { host: hostname, port: port === '' ? '5432' : port, database, user: decodeURIComponent(username) };
}

function refusal(code: string, { host, port, database, user }: Address): StartupProblem | undefined {
  const where = `PostgreSQL at ${host}:${port}`;
  switch (code) {
    case '28P01':
    case '28000':
      return new StartupProblem(
        'database-login-refused',
        `${where} does not let the user ${user} log in to the database ${database}. ` +
          'Check user and password in DATABASE_URL, and pg_hba.conf.',
      );
    case '3D000':
      return new StartupProblem(
        'database-missing',
        `${where} has no database ${database}. Create it (create database ${database} encoding 'UTF8'), ` +
          'or correct DATABASE_URL.',
      );
    case '42501':
      return new StartupProblem(
        'database-refused',
        `${where} refuses the user ${user} what Ungestatus needs in the database ${database}. Make it the owner: ` +
          `alter database ${database} owner to ${user}.`,
      );
    case '53300':
      return new StartupProblem(
        'database-refused',
        `${where} has no free connection. Raise max_connections there, or end other programs.`,
      );
  }
  return undefined;
}

/** The name of a system error (ECONNREFUSED) or a SQL state (57P03); both are codes of one kind here. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (driverError !== undefined && code === undefined) return codeOf(driverError);
  return typeof code === 'string' ? code : '';
}

/** A sentence that gives the reason why the database could not be reached, without the password. */
export function connectionProblem(error: unknown, address: Address): StartupProblem {
  if (error instanceof StartupProblem) return error;
  const code = codeOf(error);
  const known = refusal(code, address);
  if (known !== undefined) return known;
  const said = code === '' ? (error as Error).message : code;
  return new StartupProblem(
    'database-unreachable',
    `No PostgreSQL answers at ${address.host}:${address.port} (${said}). Start it, or correct DATABASE_URL; ` +
      'without DATABASE_URL Ungestatus brings its own.',
  );
}

/** @throws StartupProblem `wrong-postgres-version`, `wrong-database-encoding` */
export function checkServer(
  server: { readonly number: number; readonly version: string; readonly encoding: string },
  { host, port, database }: Address,
): void {
  if (server.number < OLDEST_VERSION) {
    throw new StartupProblem(
      'wrong-postgres-version',
      `PostgreSQL at ${host}:${port} is version ${server.version}; Ungestatus needs 18 or later. ` +
        'Point DATABASE_URL at a newer one, or leave it out: Ungestatus brings its own.',
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new StartupProblem(
      'wrong-database-encoding',
      `The database ${database} at ${host}:${port} stores text as ${server.encoding}; Ungestatus needs UTF8. ` +
        `Create another one: create database ${database}_utf8 encoding 'UTF8' template template0.`,
    );
  }
}
