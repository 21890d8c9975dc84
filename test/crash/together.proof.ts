import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { timesInLog } from '../door/deliveries.ts';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { until } from '../kurrent-double/on-kurrent.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, freePort, type RunningService, startService } from '../service/running.ts';
import { printFigure } from './figure-line.ts';
import { SilentProxy } from './silent-proxy.ts';

// The last rows of the degrade table in docs/operations.md: a log on KurrentDB (a double of it), Kafka that never
// answers, and PostgreSQL behind a proxy that can drop everything.
let opened: TestDatabase;
let proxy: SilentProxy;
let double: KurrentDouble;
let service: RunningService;
beforeAll(async () => {
  opened = await testDatabase();
  proxy = await SilentProxy.before(opened.url);
  double = await KurrentDouble.start('23.10.8');
  const nobody = `127.0.0.1:${await freePort()}`;
  const env = { DATABASE_URL: proxy.url, EVENT_STORE: 'kurrentdb', KURRENTDB_URL: double.url, KAFKA_BROKERS: nobody };
  service = await startService({ env });
}, 120_000);
afterAll(async () => {
  proxy.letNewOnesThrough();
  await service.stop();
  proxy.close();
  await double.remove();
  await opened.drop();
}, 120_000);

const acknowledged: ReturnType<typeof enrolment>[] = [];
function enrolment(serial: number): ReturnType<typeof cloudEvent> {
  const cpr = syntheticNumber('2009-02-14', serial);
  const data = {
    enrolmentId: `E-${serial}`,
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  return cloudEvent('enrolment-registered', {
    reporter: '990110',
    cpr,
    id: `together-${serial}`,
    time: '2026-06-15T06:00:00Z',
    data,
  });
}

async function send(serial: number): Promise<Answer> {
  const report = enrolment(serial);
  const answer = await service.report('sa-nord', report);
  if (answer.status === 202) acknowledged.push(report);
  return answer;
}

const work = (): Promise<Answer> => service.get('/v1/cases?municipality=0751', 'adviser-0751');
const sentAgain = (serial: number): Promise<Answer> =>
  until(
    () => send(serial),
    ({ status }) => status === 202,
  );

describe('when more than one part is down at once (R32)', () => {
  test('Kafka alone leaves reports and questions unchanged, and the backlog is reported', async () => {
    expect((await send(1)).status).toBe(202);
    expect((await work()).status).toBe(200);
    const ready = await service.get('/health/ready');
    expect([ready.status, ready.body.behind]).toEqual([200, expect.arrayContaining(['kafka-relay'])]);
  });

  test('KurrentDB and Kafka: reports are refused for now, questions answered, and reports are accepted once it is back', async () => {
    await double.kill();
    const refused = await send(2);
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'log-unavailable',
      '2',
    ]);
    expect((await work()).status).toBe(200);
    await double.up();
    expect((await sentAgain(2)).body.items[0].outcome).toBe('accepted');
  });

  test('PostgreSQL too: everything is 503 with Retry-After, the process lives, and everything recovers by itself', async () => {
    await double.kill();
    proxy.swallow();
    const answers = await Promise.all([send(3), work(), service.get('/health/ready')]);
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after') !== null])).toEqual(
      answers.map(() => [503, true]),
    );
    expect((await service.get('/health/live')).status).toBe(200);
    proxy.letNewOnesThrough();
    await double.up();
    await sentAgain(3);
    expect((await work()).status).toBe(200);
  }, 120_000);

  test('no acknowledged report is lost or stored twice', async () => {
    const times = await until(
      () => timesInLog(service.parts.pool, acknowledged),
      (found) => found.every((count) => count > 0),
    );
    const wrong = times.filter((count) => count !== 1).length;
    printFigure({
      id: 'R32-together',
      value: wrong,
      unit: 'acknowledged reports lost or doubled',
      n: times.length,
      seed: null,
      reach: '0',
      pass: wrong === 0,
    });
    expect([times.length, wrong]).toEqual([3, 0]);
  });
});
