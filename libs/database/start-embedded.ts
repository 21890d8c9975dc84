import { join } from 'node:path';
import { Client } from 'pg';
import { type Cluster, ROLE, getPassword, prepareCluster } from './cluster.ts';
import { chooseDataFolder, clusterFolder } from './data-folder.ts';
import { claimDataFolder, findOwner } from './data-owner.ts';
import { getPostgresUser } from './os-user.ts';
import { getRunnable } from './runnable-binaries.ts';
import { findRunning } from './running-server.ts';
import { startServer, stopServer } from './server.ts';
import type { Settings } from './settings.ts';
import { watchServer } from './watch-server.ts';

export interface EmbeddedOptions {
  /** Default `<projectRoot>/.data`; the service passes DATA_DIR. */
  readonly dataDir?: string | undefined;
  /** The folder from which node_modules is searched upwards. */
  readonly projectRoot: string;
  readonly log: (line: string) => void;
  /** Settings over the usual ones; for throwaway servers of tests. */
  readonly settings?: Settings;
  /** Creates the database without waiting for the disk; for throwaway servers of tests. */
  readonly quick?: boolean;
  /**
   * Parents of a replacement if PostgreSQL's user cannot reach the data folder; default /var/lib, then the temp folder.
   */
  readonly shelters?: readonly string[];
}

export interface Embedded {
  /** Contains the password: never log it. */
  readonly url: string;
  /** The folder in use; differs from the wished one if PostgreSQL's user cannot reach that. */
  readonly dataDir: string;
  /** Process id of the server as started here; if it ends, it is started again under another id. */
  readonly pid: number;
  /** Whether the server had outlived its killed service and was adopted. */
  readonly adopted: boolean;
  /** Stops the server, also an adopted one, and releases the folder. Call it after draining. */
  stop(): Promise<void>;
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (found.rowCount === 0) await client.query(`create database ${ROLE}`);
  } finally {
    await client.end();
  }
}

async function serve(cluster: Cluster, options: EmbeddedOptions, release: () => void): Promise<Embedded> {
  await prepareCluster(cluster, options.quick);
  const password = getPassword(cluster.dataDir);
  const server = await startServer(cluster, options.settings);
  if (server.adopted) options.log(`PostgreSQL was still running (process ${server.pid}) and is used again.`);
  const watch = watchServer(cluster, server, options);
  let stopped: Promise<void> | undefined;
  // Runs once: a second call must not release a folder that another process has claimed since.
  const stop = (): Promise<void> =>
    (stopped ??= watch
      .end()
      .then(() => stopServer(cluster))
      .then(release));
  try {
    await createDatabase(server.port, password);
  } catch (error) {
    await stop();
    throw error;
  }
  const { pid, adopted } = server;
  return { url: urlOf(server.port, password, ROLE), dataDir: cluster.dataDir, pid, adopted, stop };
}

/**
 * The PostgreSQL of a service that runs on the folder, for a command that runs next to it. `stop` leaves the server to
 * its owner.
 * @returns undefined if no service runs
 */
export async function attachEmbedded({
  projectRoot,
  dataDir,
  shelters,
  log,
}: EmbeddedOptions): Promise<Embedded | undefined> {
  const folder = chooseDataFolder({
    requested: dataDir ?? join(projectRoot, '.data'),
    postgresUser: getPostgresUser,
    log,
    ...(shelters === undefined ? {} : { shelters }),
  });
  if (findOwner(folder.dataDir) === undefined) return undefined;
  const server = await findRunning(clusterFolder(folder.dataDir));
  if (server === undefined) return undefined;
  const url = urlOf(server.port, getPassword(folder.dataDir), ROLE);
  return { url, dataDir: folder.dataDir, pid: server.pid, adopted: false, stop: () => Promise.resolve() };
}

/**
 * Starts the PostgreSQL 18 that npm installed, with its data below the project.
 *
 * Uses the programs of the package but not its class: the class's exit hook stops the database before the service has
 * drained, it rejects with `undefined` if the server does not start, it cannot put its programs where PostgreSQL's user
 * reaches them (a clone below a 0700 home), and it cannot adopt a server that outlived a killed service.
 *
 * @throws StartupProblem with a sentence for each thing that can be wrong
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { projectRoot, log } = options;
  const folder = chooseDataFolder({
    requested: options.dataDir ?? join(projectRoot, '.data'),
    postgresUser: getPostgresUser,
    log,
    ...(options.shelters === undefined ? {} : { shelters: options.shelters }),
  });
  const release = claimDataFolder(folder.dataDir, new Date().toISOString());
  try {
    const runnable = await getRunnable({ projectRoot, dataDir: folder.dataDir, user: folder.user, log });
    return await serve({ ...folder, runnable }, options, release);
  } catch (error) {
    release();
    throw error;
  }
}
