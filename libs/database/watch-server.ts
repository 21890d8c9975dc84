import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { isRunning } from './processes.ts';
import type { RunningServer } from './running-server.ts';
import { startServer, stopServer } from './server.ts';
import type { Settings } from './settings.ts';

const LOOK_EVERY_MS = 500;
const AGAIN_AFTER_MS = 5_000;

export interface Watch {
  /** Ends the watch and waits for a start that is under way: only then may the server be stopped. */
  end(): Promise<void>;
}

/**
 * Watches the embedded server. One that was killed (by the system short of memory, by hand) is started again on the
 * same port and recovers everything committed, and every pool finds it there. Meanwhile calls get 503.
 */
export function watchServer(
  cluster: Cluster,
  server: RunningServer,
  given: { log: (line: string) => void; settings?: Settings | undefined },
): Watch {
  const ending = new AbortController();
  let { pid } = server;
  const startAgain = async (): Promise<void> => {
    const started = await startServer(cluster, given.settings);
    if (started.port !== server.port) {
      // Another process took the port first. Every pool expects the server there, so the start is retried until the
      // port is free.
      await stopServer(cluster);
      throw new Error(`Port ${server.port} is taken.`);
    }
    ({ pid } = started);
    given.log(`PostgreSQL had ended and was started again (process ${pid}); nothing committed is lost.`);
  };
  const watching = (async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const wait = isRunning(pid)
        ? LOOK_EVERY_MS
        : await startAgain().then(
            () => LOOK_EVERY_MS,
            (problem: Error) => (given.log(problem.message), AGAIN_AFTER_MS),
          );
      await pause(wait, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    end: () => {
      ending.abort();
      return watching;
    },
  };
}
