import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyChain } from '#libs/event-store';
import {
  byReport,
  contestedReports,
  deliver,
  deliveriesOf,
  reportsOf,
  seeded,
  timesInLog,
} from '../door/deliveries.ts';
import { KurrentDouble } from '../kurrent-double/kurrent-double.ts';
import { until } from '../kurrent-double/on-kurrent.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, serviceOn, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { crashSeed } from './figure-line.ts';

// The whole service with EVENT_STORE=kurrentdb, on a double of KurrentDB.
const SEED = crashSeed();
let double: KurrentDouble;
let service: RunningService;
let story: ServiceStory;
beforeAll(async () => {
  double = await KurrentDouble.start('23.10.8');
  service = await startService({
    env: { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: double.url, LIMIT_BATCHES_AT_ONCE: 'off' },
  });
  story = new ServiceStory(service);
  await story.at('2026-01-05T09:00:00Z');
});
afterAll(async () => {
  await service.stop();
  await double.remove();
});

const TIME = '2026-01-05T08:00:00Z';
const EDUCATION = { system: 'cosa', code: '1920' };
const enrolment = (serial: number, id: string, more: object = {}) =>
  cloudEvent('enrolment-registered', {
    id,
    reporter: '990110',
    cpr: syntheticNumber('2008-12-24', serial),
    time: TIME,
    data: {
      enrolmentId: 'E-1',
      institution: '990110',
      education: EDUCATION,
      startsOn: '2025-08-11',
      kind: 'vocational',
      ...more,
    },
  });
const send = (reports: object): Promise<Answer> => service.report('sa-nord', reports);

describe('a report stored in KurrentDB', () => {
  test('is accepted, found, and gets its first receipt again; changed under the same id it is refused', async () => {
    const report = enrolment(1, 'first');
    const first = await send(report);
    expect([first.status, first.body.items[0].outcome, typeof first.body.items[0].position]).toEqual([
      202,
      'accepted',
      'number',
    ]);
    const again = await send(report);
    expect(again.body.items[0]).toMatchObject({
      outcome: 'duplicate',
      receipt: first.body.items[0].receipt,
      position: first.body.items[0].position,
    });
    const changed = await send(enrolment(1, 'first', { startsOn: '2025-08-12' }));
    expect([changed.status, changed.body.code]).toEqual([409, 'changed-content']);
    expect((await verifyChain(service.parts.pool)).breaks).toEqual([]);
  });

  test('is accepted in a batch next to refused ones; all or nothing is refused if the server cannot do that', async () => {
    const batch = await send([
      enrolment(2, 'two'),
      enrolment(3, 'three'),
      enrolment(4, 'four', { startsOn: '2025-02-30' }),
    ]);
    expect([batch.status, batch.body.counts]).toEqual([202, { accepted: 2, duplicate: 0, held: 0, refused: 1 }]);
    const whole = await service.report('sa-nord', [enrolment(5, 'five'), enrolment(6, 'six')], '?mode=all-or-nothing');
    expect([whole.status, whole.body.code]).toEqual([501, 'all-or-nothing-not-available']);
    expect(await timesInLog(service.parts.pool, [enrolment(5, 'five'), enrolment(6, 'six')])).toEqual([0, 0]);
  });

  test(`is one event, sent one to five times in parallel and claimed by two persons (seed ${SEED})`, async () => {
    const [reports, contested] = [reportsOf(8, 300), contestedReports(10, 400)];
    const delivered = await deliver(service, deliveriesOf(reports, seeded(SEED)), 20);
    expect(
      byReport(delivered).map((copies) =>
        copies.filter(({ outcome }) => outcome !== 'duplicate').map(({ outcome }) => outcome),
      ),
    ).toEqual(byReport(delivered).map(() => [expect.stringMatching(/accepted|held/)]));
    const outcomes = byReport(
      await deliver(
        service,
        contested.map((report) => [report]),
        20,
      ),
    ).map((pair) => pair.map(({ outcome }) => outcome).sort());
    expect(outcomes).toEqual(contestedPairs(contested.length / 2));
    const times = await timesInLog(service.parts.pool, [...reports, ...contested]);
    expect(times.every((count) => count === 1)).toBe(true);
  });
});

/** The state in health and metrics. */
async function standing(): Promise<unknown[]> {
  const { status, body } = await service.get('/health/ready');
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return [status, body.kurrentdb, /^ungestatus_kurrentdb_up (\d)$/m.exec(text)?.[1]];
}

const contestedPairs = (count: number): string[][] =>
  Array.from({ length: count }, () => ['accepted', 'problem changed-content']);

/** Starts a service although KurrentDB is away: its copy can answer questions. */
async function startsAgain(): Promise<void> {
  const env = { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: double.url };
  const again = await serviceOn(service.databaseUrl, { env });
  expect((await again.parts.store.readFeed({ xid: '0', position: 0 }, 10)).events.length).toBeGreaterThan(0);
  await again.stop();
}

describe('while KurrentDB is down (R32)', () => {
  test('the intake refuses reports while the server is away, answers the rest, and accepts them again after', async () => {
    const known = enrolment(10, 'ten');
    const young = story.young('2008-12-24', 10);
    await story.lives(young, '0751');
    await send(known);
    const before = await until(
      () => story.ask(young, 'status'),
      ({ status }) => status === 'enrolled',
    );
    expect(await standing()).toEqual([200, 'up', '1']);
    await double.kill();
    expect(await standing()).toEqual([200, 'down', '0']);
    const refused = await send(enrolment(11, 'eleven'));
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'log-unavailable',
      '2',
    ]);
    const batch = await send([enrolment(12, 'twelve'), known]);
    expect([batch.status, batch.body.code]).toEqual([503, 'log-unavailable']);
    const resent = await send(known);
    expect([resent.status, resent.body.items[0].outcome]).toEqual([202, 'duplicate']);
    expect((await story.ask(young, 'status')).status).toBe(before.status);
    await startsAgain();
    await double.up();
    const taken = await until(
      () => send(enrolment(11, 'eleven')),
      ({ status }) => status !== 503,
    );
    expect([taken.status, taken.body.items[0].outcome]).toEqual([202, 'accepted']);
    expect(await standing()).toEqual([200, 'up', '1']);
    expect(await timesInLog(service.parts.pool, [enrolment(11, 'eleven'), enrolment(12, 'twelve')])).toEqual([1, 0]);
  });

  test('a batch during which it dies is answered item by item: stored ones are accepted, the rest is to be sent again', async () => {
    const reports = Array.from({ length: 200 }, (_, index) => enrolment(500 + index, `batch ${index}`));
    await double.kill();
    await double.up(40);
    await until(
      () => send(enrolment(20, 'twenty')),
      ({ status }) => status === 202,
    );
    const { status, body } = await send(reports);
    expect([status, body.counts.accepted + body.counts.refused]).toEqual([202, 200]);
    expect(body.counts.accepted).toBeGreaterThan(0);
    expect(body.counts.refused).toBeGreaterThan(0);
    const refused = body.items.filter(({ outcome }: any) => outcome === 'refused');
    expect(refused.every(({ next, errors }: any) => next === 'retry' && errors[0].code === 'not-stored')).toBe(true);
    await double.gone();
    await double.up();
    const again = await until(
      () => send(reports),
      (answer) => answer.status === 202 && answer.body.counts.refused === 0,
    );
    expect(again.body.counts.duplicate).toBeGreaterThanOrEqual(body.counts.accepted);
    const accepted = reports.filter((_, index) => body.items[index].outcome === 'accepted');
    expect((await timesInLog(service.parts.pool, accepted)).every((count) => count === 1)).toBe(true);
    expect((await timesInLog(service.parts.pool, reports)).every((count) => count === 1)).toBe(true);
  });
});
