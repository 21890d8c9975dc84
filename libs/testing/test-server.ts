import { getProjectRoot, startEmbedded } from '#libs/database';
import { removeLeftovers } from './leftovers.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The variable with the server's URL, one for each of jest's workers, which inherit it. */
const variableOf = (worker: number | string): string => `UNGESTATUS_TEST_SERVER_${worker}`;

/**
 * The PostgreSQL of this worker.
 * @throws Error outside a run of jest
 */
export function testServerUrl(): string {
  const variable = variableOf(process.env['JEST_WORKER_ID'] ?? 1);
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: run specs by npm test.`);
  return url;
}

/**
 * The data is discarded after the run, so nothing waits for the disk. Autovacuum is off, so that only the specs open
 * transactions: an automatic analyze would hold back the feed's horizon for a moment, and a spec that reads once would
 * find less. Otherwise as in operation.
 */
const THROWAWAY = { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB', autovacuum: 'off' };

/**
 * Starts a PostgreSQL for each worker: on a shared one the transactions of a spec would hold back the feed of another.
 * @returns the function that stops them and removes their folders
 */
export async function startTestServers(workers: number): Promise<() => Promise<void>> {
  await removeLeftovers();
  const stops = await Promise.all(Array.from({ length: workers }, (_, index) => startTestServer(index + 1)));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function startTestServer(worker: number): Promise<() => Promise<void>> {
  const folder = temporaryFolder();
  const server = await startEmbedded({
    dataDir: folder.path,
    projectRoot: getProjectRoot(),
    log: () => undefined,
    settings: THROWAWAY,
    quick: true,
  });
  process.env[variableOf(worker)] = server.url;
  return async () => {
    await server.stop();
    await folder.remove();
  };
}
