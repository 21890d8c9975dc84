import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { StartupProblem } from '#libs/database';
import type { DoorParts } from '#libs/intake';
import { LOG_CHANNEL, ProgressThinning, Signal, Stalls, tracedPages } from '#libs/subscriptions';
import { KafkajsBroker } from '#libs/kafka';
import { Metrics, NO_TRACING, openTracing, type Tracing } from '#libs/telemetry';
import { loggedFault } from './logged-fault.ts';
import type { Parts } from './parts.ts';
import { keepClock } from '../sandbox/clock/kept-clock.ts';
import { createHttpService } from './http-service.ts';
import type { ServiceParts } from './service-parts.ts';
import { FOLLOW_UP_POLICY } from '../worker/policies/policy.ts';
import { Sweep } from '../worker/policies/sweep.ts';
import { KafkaWork } from '../worker/kafka/kafka-work.ts';
import { RELAY } from '../worker/kafka/topics.ts';
import { tellParked, tellWaiting } from '../worker/parked-log.ts';
import { NameSweep } from '../worker/names/name-sweep.ts';
import { knowledgeProjections } from '../worker/projections.ts';
import { readersOf } from '../worker/readers.ts';
import { RuleUpgrade } from '../worker/upgrade/rule-upgrade.ts';
import { Worker } from '../worker/worker.ts';

export interface RunningService {
  readonly parts: ServiceParts;
  /** Finishes calls and pages at hand, then lets go of the database. */
  stop(): Promise<void>;
}

/** The door and, where this process runs it, the worker; no HTTP yet. Commands that only send reports use this too. */
export function assemble(parts: Parts, log: Logger, tracing: Tracing = NO_TRACING): ServiceParts {
  const { pool, store, clock, rules, institutions, keyring, config } = parts;
  const signal = new Signal(pool, LOG_CHANNEL);
  const onAppended = () => signal.announce();
  const door: DoorParts = {
    pool,
    store,
    keyring,
    clock,
    rules,
    institutions,
    sandbox: config.mode === 'sandbox',
    newId: randomUUID,
    onAppended,
    ...(tracing.on ? { span: tracing.span } : {}),
  };
  const policy = { pool, store, clock, rules, institutions, keyring, onAppended };
  const readers = readersOf(policy);
  const metrics = new Metrics(new Date());
  const onParked = tellParked(log, metrics);
  const onError = (where: string, error: unknown) => {
    metrics.retried(where);
    log.error({ where, fault: loggedFault(error) }, 'the worker will try again');
  };
  const now = () => clock.now();
  const spread = config.workers === 'kafka' ? readers.filter(({ name }) => name !== FOLLOW_UP_POLICY) : [];
  const kafka =
    config.kafka &&
    new KafkaWork({
      pool,
      store,
      rules,
      spread,
      onError,
      onParked,
      now,
      broker: new KafkajsBroker(config.kafka),
      partitions: config.kafka.partitions,
    });
  const around = tracedPages(pool, tracing, () => new Date());
  const upgrade = new RuleUpgrade({
    pool,
    projections: knowledgeProjections(rules),
    now,
    say: (line) => log.info(line),
    onError,
  });
  const workerParts = {
    pool,
    store,
    clock,
    readers,
    spread,
    kafka,
    upgrade,
    sweep: new Sweep(policy, onParked),
    names: new NameSweep({ pool, clock, rules }),
    thinning: new ProgressThinning(pool, now),
    onError,
    onParked,
    around,
  };
  const worker = config.apps.includes('worker') ? new Worker(workerParts) : undefined;
  const names = readers.map((reader) => reader.name);
  return {
    ...parts,
    door,
    worker,
    readers: names,
    watched: kafka ? [...names, RELAY] : names,
    metrics,
    stalls: new Stalls(),
    tracing,
  };
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
  const tracing = await openTracing(config.otlpEndpoint);
  const service = assemble(parts, log, tracing);
  if (config.mode === 'sandbox') await keepClock(parts.pool, clock, (line) => log.warn(line));
  clock.onMoved(async () => void (await service.worker?.settle(SETTLE_MILLISECONDS)));
  const registerChanged = new Signal(parts.pool, 'institutions');
  await registerChanged.listen(() => void parts.institutions.refresh().catch(() => undefined));
  if (service.worker) await tellWaiting(parts.pool, log);
  await service.worker?.start();
  const app = await createHttpService(service, log);
  try {
    await prepare(service);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    await service.worker?.stop();
    await tracing.stop();
    registerChanged.stop();
    const fault =
      (error as NodeJS.ErrnoException).syscall === 'listen' ? (error as NodeJS.ErrnoException).code : undefined;
    throw fault === undefined ? error : cannotListen(fault, config);
  }
  return {
    parts: service,
    stop: async () => {
      await app.close();
      await service.worker?.stop();
      await tracing.stop();
      registerChanged.stop();
      await parts.close();
    },
  };
}

/** A sentence for a fault of listening, as the system names it. */
export function cannotListen(
  fault: string,
  { host, port }: { readonly host: string; readonly port: number },
): StartupProblem {
  if (fault === 'EADDRINUSE') {
    const remedy = `Stop that one, or start with another port: PORT=${port + 1} npm start`;
    return new StartupProblem('port-taken', `Port ${port} is taken by another program. ${remedy}`);
  }
  if (fault === 'EACCES') {
    return new StartupProblem(
      'bad-configuration',
      `PORT is ${port}, which only the system's administrator may open. Choose one from 1024 on.`,
    );
  }
  return new StartupProblem(
    'bad-configuration',
    `HOST is "${host}", and this machine cannot listen there (${fault}). Use 127.0.0.1 for this machine only, 0.0.0.0 for every address it has.`,
  );
}
