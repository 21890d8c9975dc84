import { execFileSync, spawn } from 'node:child_process';
import { StartupProblem } from './startup-problem.ts';

/** A user that PostgreSQL can run as. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Ran {
  readonly code: number | null;
  /** The system's code if the program could not be started at all, e.g. `EACCES`. */
  readonly refused?: string;
  readonly output: string;
}

/** Passes on only what a program needs to run: PostgreSQL's tools read PG* variables. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP, TMPDIR, TZDIR } = process.env;
  const given = { PATH, SystemRoot, TEMP, TMP, TMPDIR, TZDIR, LC_ALL: 'C' };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Runs a program to its end. Never rejects: a failure is in the result. */
export function runAs(user: OsUser | undefined, command: string, args: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
    const child = spawn(command, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], ...identity });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: null, refused: error.code ?? error.message, output }),
    );
    child.on('close', (code) => resolve({ code, output }));
  });
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return undefined;
  }
}

function findOsUser(name: string): OsUser | undefined {
  const uid = idOf('-u', name);
  const gid = idOf('-g', name);
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
}

/** GNU tools first, then BusyBox (Alpine). */
function creators(name: string): readonly (readonly (readonly string[])[])[] {
  return [
    [
      ['groupadd', '--system', '--force', name],
      ['useradd', '--system', '--gid', name, '--no-create-home', '--home-dir', '/nonexistent', name],
    ],
    [
      ['addgroup', '-S', name],
      ['adduser', '-S', '-D', '-H', '-G', name, name],
    ],
  ];
}

function create(name: string): void {
  for (const steps of creators(name)) {
    for (const [command = '', ...args] of steps) {
      try {
        execFileSync(command, args, { stdio: 'pipe' });
      } catch {
        // The next tool may succeed; only the existence of the user counts in the end.
      }
    }
    if (findOsUser(name) !== undefined) return;
  }
}

/**
 * The user that PostgreSQL runs as if the service is started as root. Creates it if the system has none.
 * @throws StartupProblem `no-os-user-for-postgres`
 */
export function getPostgresUser(names: readonly string[] = ['postgres', '_postgres']): OsUser {
  const find = (): OsUser | undefined => names.map(findOsUser).find((user) => user !== undefined && user.uid !== 0);
  const found = find();
  if (found !== undefined) return found;
  const [name = 'postgres'] = names;
  create(name);
  const created = find();
  if (created !== undefined) return created;
  throw new StartupProblem(
    'no-os-user-for-postgres',
    `PostgreSQL refuses to run as root, and this system let no user ${name} be created for it. Create one ` +
      `(useradd --system ${name}), start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

/** Whether the process runs as root, which must run PostgreSQL as another user. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
