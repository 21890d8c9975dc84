import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { printFigure } from '../crash/figure-line.ts';
import { seedOfThisRun } from '../oracle/seed.ts';
import { startService, type RunningService } from '../service/running.ts';
import {
  byReport,
  contestedReports,
  deliver,
  type Delivered,
  deliveriesOf,
  reportsOf,
  seeded,
  timesInLog,
} from './deliveries.ts';

const PERSONS = Number(process.env['RESENT_PERSONS'] ?? 70);
const AT_A_TIME = 40;
const seed = seedOfThisRun();
const once = (times: readonly number[]): boolean => times.every((count) => count === 1);

/**
 * The safeguard as a check: every copy of a report was answered with the same receipt, and exactly one was accepted.
 */
function faults(delivered: readonly Delivered[]): string[] {
  return byReport(delivered).flatMap((copies) => [
    ...copies.filter(({ status }) => status !== 202).map(({ status }) => `answered ${status}`),
    ...(new Set(copies.map(({ receipt }) => receipt)).size === 1 ? [] : ['several receipts']),
    ...(copies.filter(({ outcome }) => outcome !== 'duplicate').length === 1
      ? []
      : ['taken in more or less than once']),
  ]);
}

describe('one report is one event:', () => {
  let service: RunningService;
  beforeAll(async () => {
    // Each client sends forty batches at once here: a limit would refuse copies.
    service = await startService({ env: { LIMIT_BATCHES_AT_ONCE: 'off' } });
  });
  afterAll(() => service.stop());

  test(`each report sent one to five times in parallel has one event and one receipt (seed ${seed})`, async () => {
    const reports = reportsOf(PERSONS, 0);
    const deliveries = deliveriesOf(reports, seeded(seed));
    const delivered = await deliver(service, deliveries, AT_A_TIME);
    expect(
      deliveries.some((delivery) => delivery.length > 1) && deliveries.some((delivery) => delivery.length === 1),
    ).toBe(true);
    expect(delivered.length).toBeGreaterThan(reports.length * 2);
    const times = await timesInLog(service.parts.pool, reports);
    const twice = times.filter((count) => count !== 1).length;
    printFigure({
      id: 'R3',
      value: twice,
      unit: 'reports',
      n: delivered.length,
      seed,
      reach: '0',
      pass: twice === 0 && faults(delivered).length === 0,
    });
    expect(faults(delivered)).toEqual([]);
    expect(new Set(delivered.map(({ eventId }) => eventId)).size).toBe(PERSONS * 5);
    expect([times.length, once(times)]).toEqual([PERSONS * 5, true]);
  }, 1_200_000);

  test('of two persons under one identity in parallel one is accepted, and the other is refused as another person', async () => {
    const contested = contestedReports(40, 0);
    const delivered = await deliver(
      service,
      contested.map((report) => [report]),
      80,
    );
    const outcomes = byReport(delivered).map((pair) => pair.map(({ outcome }) => outcome).sort());
    expect(outcomes).toEqual(Array.from({ length: 40 }, () => ['accepted', 'problem changed-content']));
    expect(
      delivered.filter(({ status }) => status === 409).every(({ pointers }) => pointers.join() === '/data/person'),
    ).toBe(true);
    expect(once(await timesInLog(service.parts.pool, contested))).toBe(true);
  });
});

/** A service whose log lacks some of its constraints. */
async function without(
  constraints: readonly string[],
  work: (service: RunningService) => Promise<void>,
): Promise<void> {
  const service = await startService();
  try {
    for (const name of constraints) await service.parts.pool.query(`alter table log.events drop constraint ${name}`);
    await work(service);
  } finally {
    await service.stop();
  }
}

describe('without its safeguards the proof of one event per report turns red', () => {
  test('without the identity constraint: one identity becomes two events', () =>
    without(['one_event_per_report'], async (service) => {
      const contested = contestedReports(60, 0);
      await deliver(
        service,
        contested.map((report) => [report]),
        80,
      );
      expect(once(await timesInLog(service.parts.pool, contested))).toBe(false);
    }));

  test('without the identity constraint and versions: the copies of a report become several events', () =>
    without(['one_event_per_report', 'one_event_per_version'], async (service) => {
      const reports = reportsOf(10, 0);
      const ofType = (name: string) => reports.filter(({ type }) => String(type).includes(name));
      // Makes the person's key first, so that only the log itself separates the copies.
      await deliver(
        service,
        ofType('person-registered').map((report) => [report]),
        1,
      );
      const copies = ofType('residence-changed').flatMap((report) => [[report], [report], [report], [report]]);
      const delivered = await deliver(service, copies, 40);
      expect(once(await timesInLog(service.parts.pool, copies.flat()))).toBe(false);
      expect(faults(delivered)).toContain('taken in more or less than once');
    }));
});
