import { getProjectRoot, startEmbedded } from '#libs/database';
import { removeLeftovers } from './leftovers.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Jest's workers inherit it, one for each. */
const variableOf = (worker: number | string): string => `UNGESTATUS_TEST_SERVER_${worker}`;

/** The PostgreSQL of this worker. @throws Error outside a run of jest */
export function testServerUrl(): string {
  const variable = variableOf(process.env['JEST_WORKER_ID'] ?? 1);
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: run specs by npm test.`);
  return url;
}

/**
 * Its data dies with the run, so nothing waits for the disk. Nobody but the specs opens transactions: an analyze of its
 * own accord would hold the feed's horizon for a moment, and a spec that reads once would find less. Else as in operation.
 */
const THROWAWAY = { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB', autovacuum: 'off' };

/**
 * A PostgreSQL for each worker: on a shared one the transactions of a spec would hold back the feed of another.
 * Returns what stops them and removes their folders.
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
