import { randomUUID } from 'node:crypto';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { StartupProblem } from '#libs/database';
import {
  EVENT_STORE,
  type EventStore,
  isAheadOfCluster,
  isPersonStream,
  LOG_HEALTH,
  LOG_SIGNAL,
  type LogHealth,
  openKurrentStore,
  PostgresEventStore,
  refuseCopyAsLog,
  wakeLogTime,
} from '#libs/event-store';
import { Keyring, knownAmong } from '#libs/persons';
import { LOG_CHANNEL, Signal } from '#libs/subscriptions';
import { PRINT_LINE, type PrintLine } from '#libs/telemetry';
import { CONFIG, type Config } from './config.ts';
import { type Opened, OpenedResources } from './opened-resources.ts';

const OPENED_LOG = Symbol('OpenedLog');

interface Log {
  readonly store: EventStore<PoolClient>;
  readonly health: LogHealth;
}

export interface EventLogOptions {
  /** Opens also a log with transaction ids of another cluster: for the command that replaces them. */
  readonly anyCluster?: boolean;
}

/** The log, in PostgreSQL or on KurrentDB. */
@Module({})
export class EventLogModule implements OnApplicationShutdown {
  constructor(
    @Inject(OPENED_LOG) private readonly log: Opened<Log>,
    @Inject(LOG_SIGNAL) private readonly signal: Signal,
  ) {}

  static forRoot({ anyCluster = false }: EventLogOptions = {}): DynamicModule {
    return {
      module: EventLogModule,
      global: true,
      providers: [
        {
          provide: OPENED_LOG,
          // The keyring comes first: a database of another master key is refused before its log is opened.
          inject: [CONFIG, Pool, PRINT_LINE, OpenedResources, Keyring],
          useFactory: async (config: Config, pool: Pool, print: PrintLine, opened: OpenedResources) => {
            if (!anyCluster && (await isAheadOfCluster(pool))) throw logOfAnotherCluster();
            return openLog(config, pool, print, opened);
          },
        },
        { provide: EVENT_STORE, inject: [OPENED_LOG], useFactory: ({ thing }: Opened<Log>) => thing.store },
        { provide: LOG_HEALTH, inject: [OPENED_LOG], useFactory: ({ thing }: Opened<Log>) => thing.health },
        { provide: LOG_SIGNAL, inject: [Pool], useFactory: (pool: Pool) => new Signal(pool, LOG_CHANNEL) },
      ],
      exports: [EVENT_STORE, LOG_HEALTH, LOG_SIGNAL],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.signal.stop();
    await this.log.close();
  }
}

/** @throws StartupProblem if the database belongs to a log elsewhere, or KurrentDB cannot be reached */
async function openLog(
  { kurrentUrl: url }: Config,
  pool: Pool,
  print: PrintLine,
  opened: OpenedResources,
): Promise<Opened<Log>> {
  await wakeLogTime(pool);
  if (url === undefined) {
    await refuseCopyAsLog(pool);
    const health = { kurrentAnswers: () => Promise.resolve(undefined) };
    return { thing: { store: new PostgresEventStore(pool), health }, close: () => Promise.resolve() };
  }
  const { thing: kurrent, close } = await opened.open(
    () => openKurrentStore({ pool, url, log: print, newId: randomUUID, now: () => Date.now(), knownStreams }),
    (store) => store.close(),
  );
  return { thing: { store: kurrent.store, health: { kurrentAnswers: () => kurrent.answers() } }, close };
}

/** Nothing can be read in a person’s stream without the person’s key; other streams need none. */
async function knownStreams(pool: Pool, streams: readonly string[]): Promise<ReadonlySet<string>> {
  const known = await knownAmong(pool, streams.filter(isPersonStream));
  return new Set([...known, ...streams.filter((stream) => !isPersonStream(stream))]);
}

function logOfAnotherCluster(): StartupProblem {
  return new StartupProblem(
    'log-of-another-cluster',
    'The log was copied from another PostgreSQL whose transaction ids are ahead of this one, ' +
      'so new reports would not be seen. Run npx ungestatus restore adopt once: ' +
      'it gives the log ids of this one and rebuilds the answers.',
  );
}
