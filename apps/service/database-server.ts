import { attachEmbedded, getProjectRoot, startEmbedded } from '#libs/database';
import type { PrintLine } from '#libs/telemetry';
import type { Config } from './config.ts';
import type { Opened, OpenedResources } from './opened-resources.ts';

/** Injection token of DatabaseServer. */
export const DATABASE_SERVER = Symbol('DatabaseServer');

/** The PostgreSQL that the application works on. */
export interface DatabaseServer {
  /** With the password: never log it. */
  readonly url: string;
  /** The data folder of an embedded PostgreSQL; undefined with DATABASE_URL. */
  readonly dataDir: string | undefined;
  /** Whether a running service owns the server: its worker then does the later work. */
  readonly isShared: boolean;
}

/** Whether to use a running service's embedded PostgreSQL, if there is one, as a command does; a service never does. */
export type ServerUse = 'own' | 'shared-if-running';

/** Reaches PostgreSQL by DATABASE_URL, or starts the embedded one. @throws StartupProblem */
export async function openServer(
  { databaseUrl, dataDir }: Config,
  use: ServerUse,
  { print, opened }: { readonly print: PrintLine; readonly opened: OpenedResources },
): Promise<Opened<DatabaseServer>> {
  if (databaseUrl !== undefined)
    return { thing: { url: databaseUrl, dataDir: undefined, isShared: false }, close: () => Promise.resolve() };
  const where = { dataDir, projectRoot: getProjectRoot(), log: print };
  const running = use === 'own' ? undefined : await attachEmbedded(where);
  if (running !== undefined)
    return { thing: { url: running.url, dataDir: running.dataDir, isShared: true }, close: () => running.stop() };
  const { thing, close } = await opened.open(
    () => startEmbedded(where),
    (server) => server.stop(),
  );
  return { thing: { url: thing.url, dataDir: thing.dataDir, isShared: false }, close };
}
