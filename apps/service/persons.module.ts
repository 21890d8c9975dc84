import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { getProjectRoot, StartupProblem } from '#libs/database';
import { Keyring, MASTER_KEY, masterKeyFits, SYNTHETIC_ONLY } from '#libs/persons';
import { CONFIG, type Config } from './config.ts';
import { DATABASE_SERVER, type DatabaseServer } from './database-server.ts';

/** The keys of persons. */
@Global()
@Module({
  providers: [
    { provide: MASTER_KEY, inject: [CONFIG, DATABASE_SERVER], useFactory: readMasterKey },
    { provide: Keyring, inject: [Pool, MASTER_KEY], useFactory: openKeyring },
    { provide: SYNTHETIC_ONLY, inject: [CONFIG], useFactory: ({ mode }: Config) => mode === 'sandbox' },
  ],
  exports: [MASTER_KEY, Keyring, SYNTHETIC_ONLY],
})
export class PersonsModule {}

function readMasterKey({ masterKey, dataDir }: Config, server: DatabaseServer): Buffer {
  return masterKey ?? sandboxMasterKey(server.dataDir ?? dataDir ?? join(getProjectRoot(), '.data'));
}

/** A sandbox creates its own key once and stores it with the data, readable by its owner only. */
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

/** @throws StartupProblem `wrong-master-key` */
async function openKeyring(pool: Pool, masterKey: Buffer): Promise<Keyring> {
  const keyring = new Keyring(masterKey);
  if (await masterKeyFits(pool, keyring)) return keyring;
  throw new StartupProblem(
    'wrong-master-key',
    'The master key is not the one this database was begun with, so civil numbers would not be found again. ' +
      'Give the right UNGESTATUS_MASTER_KEY, or for a sandbox put back the master.key file of its data folder.',
  );
}
