import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { MovableClock } from '#libs/calendar';
import {
  attachEmbedded,
  connectDatabase,
  type Database,
  type Embedded,
  getProjectRoot,
  migrate,
  StartupProblem,
  startEmbedded,
} from '#libs/database';
import { type EventStore, isAheadOfCluster } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { Keyring, masterKeyFits } from '#libs/persons';
import { loadRuleBook, type RuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import type { Config } from './config.ts';
import { openLog } from './open-log.ts';

/** What every app and command works with; made once, handed in everywhere. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly pool: Pool;
  readonly store: EventStore<PoolClient>;
  /** Whether KurrentDB answers now; undefined where the log is on PostgreSQL. */
  readonly kurrentAnswers: (() => Promise<boolean>) | undefined;
  /** Moves only in sandbox tenants. */
  readonly clock: MovableClock;
  readonly rules: RuleBook;
  readonly masterKey: Buffer;
  readonly keyring: Keyring;
  readonly institutions: InstitutionRegister;
  /** Where PostgreSQL's own data lies; undefined with DATABASE_URL. */
  readonly dataDir: string | undefined;
  /** A service runs on the same data: its worker does what happens later. */
  readonly beside: boolean;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly beside: boolean;
  /** Also a log whose transaction ids are another cluster's: for the command that makes them this one's. */
  readonly anyCluster?: boolean;
}

const POOL_SIZE = 24;

/**
 * Starts or reaches PostgreSQL, migrates, reads keys, rules and institutions. A command says `beside`: it works on the
 * database of a service that is running, where one is.
 * @throws StartupProblem in sentences for the person who starts it
 */
export async function openParts(
  config: Config,
  log: (line: string) => void,
  options: OpenOptions = { beside: false },
): Promise<Parts> {
  const projectRoot = getProjectRoot();
  const where = { dataDir: config.dataDir, projectRoot, log };
  const attached = options.beside && !config.databaseUrl ? await attachEmbedded(where) : undefined;
  const embedded: Embedded | undefined = config.databaseUrl ? undefined : (attached ?? (await startEmbedded(where)));
  try {
    const database = await connectDatabase({
      url: config.databaseUrl ?? embedded?.url ?? '',
      applicationName: 'ungestatus',
      poolSize: POOL_SIZE,
    });
    await migrate(database, { log });
    const masterKey =
      config.masterKey ?? sandboxMasterKey(embedded?.dataDir ?? config.dataDir ?? join(projectRoot, '.data'));
    const keyring = new Keyring(masterKey);
    if (!(await masterKeyFits(database.pool, keyring))) throw wrongMasterKey();
    if (!options.anyCluster && (await isAheadOfCluster(database.pool))) throw logOfAnotherCluster();
    const institutions = await InstitutionRegister.load(database.pool);
    const { store, answers: kurrentAnswers, close: closeLog } = await openLog(config, database.pool, log);
    return {
      config,
      database,
      pool: database.pool,
      store,
      kurrentAnswers,
      clock: new MovableClock(),
      rules: loadRuleBook(config.rulesFile, config.mode === 'sandbox' ? { municipalCalendars: SANDBOX_CALENDARS } : {}),
      masterKey,
      keyring,
      institutions,
      dataDir: embedded?.dataDir,
      beside: attached !== undefined,
      close: async () => {
        await closeLog();
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** A sandbox makes its own key once and keeps it beside the data, readable by its owner only. */
function sandboxMasterKey(folder: string): Buffer {
  const file = join(folder, 'master.key');
  try {
    return Buffer.from(readFileSync(file, 'utf8'), 'base64');
  } catch {
    const key = randomBytes(32);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, key.toString('base64'), { mode: 0o600, flag: 'wx' });
    return key;
  }
}

function wrongMasterKey(): StartupProblem {
  return new StartupProblem(
    'wrong-master-key',
    'The master key is not the one this database was begun with, so civil numbers would not be found again. ' +
      'Give the right UNGESTATUS_MASTER_KEY, or for a sandbox put back the master.key file of its data folder.',
  );
}

function logOfAnotherCluster(): StartupProblem {
  return new StartupProblem(
    'log-of-another-cluster',
    'The log was copied from another PostgreSQL whose transaction ids are ahead of this one, so new reports would not be ' +
      'seen. Run npx ungestatus restore adopt once: it gives the log ids of this one and rebuilds the answers.',
  );
}
