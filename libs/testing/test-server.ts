import { getProjectRoot, startEmbedded } from '#libs/database';
import { removeLeftovers } from './leftovers.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Jest's workers inherit it. */
export const SERVER_VARIABLE = 'UNGESTATUS_TEST_SERVER';

/**
 * Its data dies with the run, so nothing waits for the disk. Nobody but the specs opens transactions: an analyze of its
 * own accord would hold the feed's horizon for a moment, and a spec that reads once would find less. Else as in operation.
 */
const THROWAWAY = { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB', autovacuum: 'off' };

/** The run's one PostgreSQL. Returns what stops it and removes its folder. */
export async function startTestServer(): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = temporaryFolder();
  const server = await startEmbedded({
    dataDir: folder.path,
    projectRoot: getProjectRoot(),
    log: () => undefined,
    settings: THROWAWAY,
    quick: true,
  });
  process.env[SERVER_VARIABLE] = server.url;
  return async () => {
    await server.stop();
    await folder.remove();
  };
}
