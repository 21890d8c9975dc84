import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, SETTINGS_FILE, giveTo, lastLines } from './cluster.ts';
import { clusterFolder, postgresFolder } from './data-folder.ts';
import { getFreePort } from './free-port.ts';
import { type Ran, runAs } from './os-user.ts';
import { toolPath } from './platform-binaries.ts';
import { type RunningServer, findRunning } from './running-server.ts';
import { type Settings, settingsText } from './settings.ts';
import { StartupProblem } from './startup-problem.ts';

/** After a crash PostgreSQL replays up to max_wal_size before it is ready. */
const START_SECONDS = '300';
const STOP_SECONDS = '60';
const ATTEMPTS = 10;
const RETRY_MS = 300;

const PORT_TAKEN = /could not bind|could not create any TCP\/IP sockets/;
/** Children of the last server are still stopping. */
const STILL_LEAVING = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;

function logFile(cluster: Cluster): string {
  return join(postgresFolder(cluster.dataDir), 'server.log');
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * pg_ctl starts the server in a session of its own, so Ctrl-C in the terminal reaches this process but not the
 * database.
 */
function pgCtl(cluster: Cluster, args: readonly string[]): Promise<Ran> {
  const folder = realpathSync(clusterFolder(cluster.dataDir));
  const all = [...args, '-D', folder, '-w', '-s'];
  return runAs(cluster.user, toolPath(cluster.runnable.binaries, 'pg_ctl'), all, postgresFolder(cluster.dataDir));
}

async function writeSettings(cluster: Cluster, preferredPort: number | undefined, extra: Settings): Promise<number> {
  const port = await getFreePort(preferredPort);
  const file = join(clusterFolder(cluster.dataDir), SETTINGS_FILE);
  writeFileSync(file, settingsText(port, extra), { mode: 0o600 });
  giveTo(cluster, file);
  return port;
}

async function launch(cluster: Cluster, extra: Settings): Promise<void> {
  const portFile = join(postgresFolder(cluster.dataDir), 'port');
  const log = logFile(cluster);
  let preferredPort = Number(readText(portFile)) || undefined;
  for (let attempt = 1; ; attempt += 1) {
    const port = await writeSettings(cluster, preferredPort, extra);
    if (existsSync(log)) renameSync(log, `${log}.last`);
    const ran = await pgCtl(cluster, ['start', '-l', log, '-t', START_SECONDS]);
    if (ran.code === 0) {
      writeFileSync(portFile, String(port));
      giveTo(cluster, portFile);
      return;
    }
    const said = readText(log);
    const passing = PORT_TAKEN.test(said) || STILL_LEAVING.test(said);
    if (!passing || attempt === ATTEMPTS) throw didNotStart(cluster, ran, said);
    if (PORT_TAKEN.test(said)) preferredPort = undefined;
    await pause(RETRY_MS);
  }
}

function didNotStart(cluster: Cluster, ran: Ran, said: string): StartupProblem {
  return new StartupProblem(
    'server-did-not-start',
    `PostgreSQL did not start on the data in ${cluster.dataDir}. It says: ` +
      `${ran.refused ?? lastLines(said === '' ? ran.output : said)}. The whole log is ${logFile(cluster)}.`,
  );
}

export interface Started extends RunningServer {
  /** Whether the server was still running, because its service had been killed and the server had not. */
  readonly adopted: boolean;
}

/**
 * Starts the server of a cluster, or adopts the one that still runs.
 * @throws StartupProblem `server-did-not-start`
 */
export async function startServer(cluster: Cluster, extra: Settings = {}): Promise<Started> {
  const orphan = await findRunning(clusterFolder(cluster.dataDir));
  if (orphan !== undefined) return { ...orphan, adopted: true };
  await launch(cluster, extra);
  const running = await findRunning(clusterFolder(cluster.dataDir));
  if (running === undefined) throw didNotStart(cluster, { code: null, output: '' }, readText(logFile(cluster)));
  return { ...running, adopted: false };
}

/**
 * Fast shutdown: ends sessions; everything committed is on disk. A server that hangs is stopped at once and recovers at
 * the next start.
 * @throws StartupProblem `server-did-not-stop`
 */
export async function stopServer(cluster: Cluster): Promise<void> {
  if (!existsSync(join(clusterFolder(cluster.dataDir), 'postmaster.pid'))) return;
  for (const mode of ['fast', 'immediate']) {
    const ran = await pgCtl(cluster, ['stop', '-m', mode, '-t', STOP_SECONDS]);
    if (ran.code === 0) return;
  }
  if ((await findRunning(clusterFolder(cluster.dataDir))) === undefined) return;
  throw new StartupProblem(
    'server-did-not-stop',
    `PostgreSQL on ${cluster.dataDir} does not stop. See ${logFile(cluster)}; ` +
      'the data is safe, the next start goes on.',
  );
}
