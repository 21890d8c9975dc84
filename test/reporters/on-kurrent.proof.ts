import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reporterStream, verifyChain } from '#libs/event-store';
import { testDatabase } from '#libs/testing';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { until } from '../kurrent-double/on-kurrent.ts';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import { type RunningService, startService } from '../service/running.ts';
import { BUSY_REPORTER, connection } from './reporters-life.ts';

const STREAM = reporterStream(BUSY_REPORTER);
let double: KurrentDouble;
let service: RunningService;
const env = () => ({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: double.url });
beforeAll(async () => {
  double = await KurrentDouble.start('23.10.8');
  service = await startService({ env: env() });
});
afterAll(async () => {
  await service.stop();
  await double.remove();
});

test('a connection stored in KurrentDB is copied, found again and counted on', async () => {
  for (const id of ['one', 'two']) {
    const { status, body } = await service.report('sa-nord', connection(id));
    expect([status, body.items[0].outcome]).toEqual([202, 'accepted']);
  }
  expect((await service.report('sa-nord', connection('one'))).body.items[0].outcome).toBe('duplicate');
  await until(
    () => service.parts.pool.query('select from log.events where stream = $1', [STREAM]),
    ({ rowCount }) => rowCount === 2,
  );
  expect((await verifyChain(service.parts.pool)).breaks).toEqual([]);
});

test('sabotage: a copier that asks for a key of every stream leaves the facts of reporters out', async () => {
  const { url, database, drop } = await testDatabase();
  const altered = await startAlteredOn(
    url,
    [
      {
        file: 'apps/service/event-log.module.ts',
        from: ', ...streams.filter((stream) => !isPersonStream(stream))',
        to: '',
      },
    ],
    env(),
  );
  const uncopied = await until(
    async () => (await database.pool.query('select stream, why from log.uncopied')).rows,
    ({ length }) => length > 0,
  );
  const { rows } = await database.pool.query('select from log.events where stream = $1', [STREAM]);
  expect([uncopied, rows.length]).toEqual([[{ stream: expect.stringContaining(STREAM), why: 'person-unknown' }], 0]);
  await altered.stop();
  await drop();
});
