import { getProjectRoot, startEmbedded } from '#libs/database';
import { removeLeftovers } from './leftovers.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Jest's workers inherit it. */
export const SERVER_VARIABLE = 'UNGESTATUS_TEST_SERVER';

/** Its data dies with the run, so nothing waits for the disk; everything else is as in operation. */
const THROWAWAY = { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB' };

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
