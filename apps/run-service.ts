import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { StartupProblem } from '#libs/database';
import type { DoorParts } from '#libs/door';
import { LOG_CHANNEL, type Reader, Signal } from '#libs/feed';
import { knowledgeReader } from '#libs/knowledge';
import { loggedFault } from './logged-fault.ts';
import type { Parts } from './parts.ts';
import { keepClock } from './sandbox/kept-clock.ts';
import { createHttpService } from './service.ts';
import type { ServiceParts } from './service-parts.ts';
import { followUpPolicy } from './worker/follow-up/policy.ts';
import { Sweep } from './worker/follow-up/sweep.ts';
import { knowledgeProjections } from './worker/projections.ts';
import { Worker } from './worker/worker.ts';

export interface RunningService {
  readonly parts: ServiceParts;
  /** Finishes calls and pages at hand, then lets go of the database. */
  stop(): Promise<void>;
}

/** The door and, where this process runs it, the worker; no HTTP yet. Commands that only send reports use this too. */
export function assemble(parts: Parts, log: Logger): ServiceParts {
  const { pool, store, clock, rules, institutions, keyring, config } = parts;
  const signal = new Signal(pool, LOG_CHANNEL);
  const onAppended = () => signal.announce();
  const door: DoorParts = {
    pool, store, keyring, clock, rules, institutions, sandbox: config.mode === 'sandbox', newId: randomUUID, onAppended,
  };
  const policy = { pool, store, clock, rules, institutions, keyring, onAppended };
  const readers: Reader[] = [...knowledgeProjections(rules).map(knowledgeReader), followUpPolicy(policy)];
  const onError = (where: string, error: unknown) => log.error({ where, fault: loggedFault(error) }, 'the worker will try again');
  const worker = config.apps.includes('worker') ? new Worker({ pool, store, clock, readers, sweep: new Sweep(policy), onError }) : undefined;
  return { ...parts, door, worker, readers: readers.map((reader) => reader.name) };
}

const SETTLE_MILLISECONDS = 9_000;

/** @throws StartupProblem `port-taken` */
export async function runService(
  parts: Parts,
  log: Logger,
  /** Runs with the worker going and the door still shut. */
  prepare: (service: ServiceParts) => Promise<void> = async () => undefined,
): Promise<RunningService> {
  const { config, clock } = parts;
  const service = assemble(parts, log);
  if (config.mode === 'sandbox') await keepClock(parts.pool, clock);
  clock.onMoved(async () => void (await service.worker?.settle(SETTLE_MILLISECONDS)));
  const registerChanged = new Signal(parts.pool, 'institutions');
  await registerChanged.listen(() => void parts.institutions.refresh().catch(() => undefined));
  await service.worker?.start();
  const app = await createHttpService(service, log);
  try {
    await prepare(service);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    await service.worker?.stop();
    registerChanged.stop();
    throw (error as { code?: string }).code === 'EADDRINUSE' ? portTaken(config.port) : error;
  }
  return {
    parts: service,
    stop: async () => {
      await app.close();
      await service.worker?.stop();
      registerChanged.stop();
      await parts.close();
    },
  };
}

export function portTaken(port: number): StartupProblem {
  return new StartupProblem('port-taken', `Port ${port} is taken by another program. Stop that one, or start with another port: PORT=${port + 1} npm start`);
}
