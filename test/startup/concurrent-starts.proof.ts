import { afterAll, describe, expect, test } from '@jest/globals';
import { getProjectRoot, migrate, startEmbedded } from '#libs/database';
import { connectDatabase, emptyDatabase, temporaryFolder, testDatabase } from '#libs/testing';
import { printFigure } from '../crash/figure-line.ts';
import { KillableService } from '../crash/killable-service.ts';
import { databaseAfter, MIGRATIONS } from './old-database.ts';
import { schemaText } from './schema-text.ts';

const STARTS = 20;
/** The number of whole services that start at once on one empty database. */
const SERVICES = Number(process.env['START_SERVICES'] ?? 2);
/** An empty database and one that is halfway, or one at every number of migrations there ever was. */
const AGES =
  process.env['START_AGES'] === 'all' ? MIGRATIONS.map((_, age) => age) : [0, Math.floor(MIGRATIONS.length / 2)];

const counted = { starts: 0, failures: 0 };
afterAll(() => {
  const { starts, failures } = counted;
  printFigure({
    id: 'R35',
    value: failures,
    unit: 'starts',
    n: starts,
    seed: null,
    reach: '0',
    pass: failures === 0 && starts > STARTS,
  });
});

interface Started {
  readonly failures: readonly string[];
  /** The migrations applied by all of them together. */
  readonly applied: number;
  readonly schema: string;
}

async function startTwenty(age: number, lock: 'advisory' | 'none'): Promise<Started> {
  const old = await databaseAfter(age);
  const start = async (): Promise<number> => {
    const own = await connectDatabase({ url: old.url, applicationName: 'start', poolSize: 1 });
    return migrate(own, { log: () => undefined, lock }).finally(() => own.close());
  };
  const results = await Promise.allSettled(Array.from({ length: STARTS }, start));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  const applied = results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
  const schema = await schemaText(old.database.pool);
  await old.drop();
  return { failures, applied, schema };
}

async function schemaOfToday(): Promise<string> {
  const { database, drop } = await testDatabase();
  return schemaText(database.pool).finally(drop);
}

describe('twenty starts at once', () => {
  test.each(AGES)(
    'after the first %i migrations none fails, each of the others is applied once, the schema is today’s',
    async (age) => {
      const { failures, applied, schema } = await startTwenty(age, 'advisory');
      counted.starts += STARTS;
      counted.failures += failures.length;
      expect([failures, applied]).toEqual([[], MIGRATIONS.length - age]);
      expect(schema).toBe(await schemaOfToday());
    },
  );

  test('sabotage: fail in part without the lock', async () => {
    expect((await startTwenty(0, 'none')).failures.length).toBeGreaterThan(0);
  });
});

/** More services than the run's own server has connections for need a server of their own. */
async function emptyServer(): Promise<{ url: string; stop(): Promise<void> }> {
  if (SERVICES <= 3) {
    const { url, drop } = await emptyDatabase();
    return { url, stop: drop };
  }
  const folder = temporaryFolder();
  const settings = { fsync: 'off', max_connections: '500' };
  const server = await startEmbedded({
    dataDir: folder.path,
    projectRoot: getProjectRoot(),
    log: () => undefined,
    quick: true,
    settings,
  });
  return { url: server.url, stop: () => server.stop().then(() => folder.remove()) };
}

test('whole services that start at once on one empty database all start', async () => {
  const { url, stop } = await emptyServer();
  const services = await Promise.all(Array.from({ length: SERVICES }, () => KillableService.on(url)));
  const results = await Promise.allSettled(services.map((service) => service.start()));
  const failures = results.filter(({ status }) => status === 'rejected');
  counted.starts += SERVICES;
  counted.failures += failures.length;
  await Promise.all(services.map((service) => service.end('SIGTERM')));
  await stop();
  expect(failures).toEqual([]);
}, 600_000);
