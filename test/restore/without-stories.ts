import { pino } from 'pino';
import { readConfig } from '#apps/service/config';
import { openParts } from '#apps/service/parts';
import { runService } from '#apps/service/run-service';
import { loadSandbox } from '#apps/sandbox/load-sandbox';
import { client, freePort, type RunningService } from '../service/running.ts';

/** A service on a database that has everything already; it loads no stories of its own. */
export async function serviceWithoutStories(databaseUrl: string): Promise<RunningService> {
  const port = await freePort();
  const env = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    UNGESTATUS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const parts = await openParts(readConfig(env), () => undefined);
  const { parts: running, stop } = await runService(parts, pino({ level: 'fatal' }), (service) =>
    loadSandbox(service, () => undefined, { stories: false }),
  );
  return { ...client(`http://127.0.0.1:${port}`), parts: running, databaseUrl, stop };
}
