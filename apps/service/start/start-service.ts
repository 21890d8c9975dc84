import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { cannotListen } from './cannot-listen.ts';
import type { Surroundings } from '../config.module.ts';
import { createHttpService, initHttpService } from '../http/http-service.ts';
import { OpenedResources } from '../opened-resources.ts';
import { serviceModule } from '../service.module.ts';

/**
 * Starts the service: database, log, worker, sandbox; the port last. `close()` of the application finishes the calls
 * and pages at hand, then closes what was opened, in the reverse order.
 * @throws StartupProblem in sentences for the person who starts it; nothing is left open then
 */
export async function startService(surroundings: Surroundings): Promise<NestFastifyApplication> {
  const opened = new OpenedResources();
  let app: NestFastifyApplication | undefined;
  try {
    app = await createHttpService(serviceModule(surroundings, opened));
    await initHttpService(app);
    await app.listen(surroundings.config.port, surroundings.config.host);
    return app;
  } catch (error) {
    await app?.close();
    await opened.closeAll();
    const { syscall, code } = error as NodeJS.ErrnoException;
    throw syscall === 'listen' && code !== undefined ? cannotListen(code, surroundings.config) : error;
  }
}
