import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type Answer, type RunningService, serviceOn } from '../service/running.ts';
import { printFigure } from './figure-line.ts';
import { SilentProxy } from './silent-proxy.ts';

/**
 * Within that many seconds every waiting query has failed, every call is answered and the service works again
 * (docs/operations.md).
 */
const BOUND_SECONDS = 20;
const ROUNDS = Number(process.env['HALF_OPEN_ROUNDS'] ?? 1);

let opened: TestDatabase;
let proxy: SilentProxy;
let service: RunningService;
beforeAll(async () => {
  opened = await testDatabase();
  proxy = await SilentProxy.before(opened.url);
  service = await serviceOn(proxy.url, { stories: true });
  expect((await report()).status).toBe(202);
});
afterAll(async () => {
  await service.stop();
  proxy.close();
  await opened.drop();
});

let serial = 0;
async function report(): Promise<Answer> {
  serial += 1;
  const data = {
    enrolmentId: `E-${serial}`,
    institution: '990110',
    education: { system: 'cosa', code: '1920' },
    startsOn: '2025-08-11',
    kind: 'vocational',
  };
  const cpr = syntheticNumber('2009-02-14', serial);
  return service.report(
    'sa-nord',
    cloudEvent('enrolment-registered', {
      reporter: '990110',
      cpr,
      id: `half-open-${serial}`,
      time: '2026-06-15T06:00:00Z',
      data,
    }),
  );
}

interface Outage {
  readonly answers: readonly Answer[];
  readonly seconds: number;
}

/**
 * Silences every connection with calls on it, and new ones too; after all calls are answered, new connections work
 * again.
 */
async function fallSilent(): Promise<Outage> {
  proxy.swallow();
  const began = performance.now();
  const calls = Array.from({ length: 40 }, () => report());
  calls.push(service.get('/health/ready'));
  const answers = await Promise.all(calls);
  proxy.letNewOnesThrough();
  while ((await report()).status !== 202) await pause(50);
  expect(await service.parts.worker?.caughtUp(60_000)).toBe(true);
  return { answers, seconds: Math.ceil((performance.now() - began) / 100) / 10 };
}

describe('when connections to PostgreSQL go silent without being closed', () => {
  test('every call is answered 503 with Retry-After, none hangs, and the service recovers by itself', async () => {
    const outages: Outage[] = [];
    for (let round = 0; round < ROUNDS; round += 1) outages.push(await fallSilent());
    const answers = outages.flatMap((outage) => outage.answers);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(answers.filter(({ headers }) => !headers.get('retry-after'))).toEqual([]);
    const longest = Math.max(...outages.map(({ seconds }) => seconds));
    printFigure({
      id: 'R33',
      value: longest,
      unit: 's',
      n: answers.length,
      seed: null,
      reach: `<= ${BOUND_SECONDS}`,
      pass: longest <= BOUND_SECONDS,
    });
  }, 600_000);
});
