import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer } from '../service/running.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type OwnProcess, startInOwnProcess } from './own-process.ts';

const TIME = '2026-01-05T08:00:00Z';
const numberOf = (at: number): string =>
  syntheticNumber(`200${7 + (Math.floor(at / 10_000) % 3)}-0${1 + (Math.floor(at / 1_000) % 9)}-04`, at % 1_000);

/** A batch of 5,000 enrolments of another system, packed once. */
function flood(round: number): Buffer<ArrayBuffer> {
  const reports = Array.from({ length: 5_000 }, (_, at) =>
    cloudEvent('enrolment-registered', {
      client: 'sa-syd',
      reporter: '990610',
      id: `flood-${round}-${at}`,
      time: TIME,
      cpr: numberOf(at + 5_000 * (round % 4)),
      data: {
        enrolmentId: `F-${round}-${at}`,
        institution: '990610',
        education: { system: 'cosa', code: '1920' },
        startsOn: '2025-08-11',
        kind: 'vocational',
      },
    }),
  );
  return gzipSync(JSON.stringify(reports), { level: 1 });
}

const risk = (at: number) =>
  cloudEvent('dropout-risk-reported', {
    reporter: '990110',
    id: `risk-${at}`,
    time: TIME,
    cpr: syntheticNumber('2006-05-05', at % 50),
    data: {
      enrolmentId: 'R-1',
      assessedOn: '2026-01-05',
      level: at % 2 === 0 ? 'red' : 'green',
      assessor: 'Bo Vejleder',
    },
  });

/**
 * The times that the others wait until `until`: a risk report and an adviser's work list in turn; milliseconds, longest
 * last.
 */
async function othersWait(service: OwnProcess, until: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; !until(); at += 1) {
    for (const call of [() => service.report('sa-nord', risk(at)), () => service.get('/v1/cases', 'adviser-0751')]) {
      const began = performance.now();
      await call();
      times.push(performance.now() - began);
    }
    await pause(20);
  }
  return times.sort((a, b) => a - b);
}

/** Eight senders of one client, each with its next batch as soon as the last one is answered. */
async function floodFor(service: OwnProcess, milliseconds: number): Promise<Answer[]> {
  const batches = Array.from({ length: 4 }, (_, round) => flood(round));
  const headers = {
    Authorization: `Bearer ${await service.token('sa-syd')}`,
    'Content-Type': 'application/cloudevents-batch+json',
    'Content-Encoding': 'gzip',
  };
  const answers: Answer[] = [];
  // Aborts the open calls at the end; the intake leaves the rest of their batches.
  const over = AbortSignal.timeout(milliseconds);
  const send = async (lane: number): Promise<void> => {
    for (let round = lane; !over.aborted; round += 1) {
      const response = await fetch(`${service.url}/v1/events`, {
        method: 'POST',
        headers,
        body: batches[round % 4] ?? null,
        signal: over,
      }).catch(() => undefined);
      if (response)
        answers.push({
          status: response.status,
          headers: response.headers,
          body: await response.json().catch(() => undefined),
        });
      if (response?.status === 429) await pause(100);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, lane) => send(lane)));
  return answers;
}

const at = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Infinity;

describe('while one client floods the intake with batches of 5,000', () => {
  let service: OwnProcess;
  beforeAll(async () => {
    service = await startInOwnProcess();
    await service.report('sa-nord', risk(0));
  });
  // Open batches are finished first, in parts that keep near the answers.
  afterAll(() => service.stop(), 240_000);

  test('others are answered in a time of the same magnitude as on an idle service, and the flood is answered 429', async () => {
    let over = false;
    const idle = await othersWait(
      service,
      (() => {
        const end = performance.now() + 2_000;
        return () => performance.now() > end;
      })(),
    );
    const [answers, flooded] = await Promise.all([
      floodFor(service, 8_000).finally(() => (over = true)),
      othersWait(service, () => over),
    ]);
    const refused = answers.filter(({ status }) => status === 429);
    const taken = answers.filter(({ status }) => status === 202);
    expect(answers.filter(({ status }) => status !== 202 && status !== 429)).toEqual([]);
    console.info(
      `others idle p50 ${at(idle, 0.5).toFixed(0)} p99 ${at(idle, 0.99).toFixed(0)} ms; ` +
        `flooded p50 ${at(flooded, 0.5).toFixed(0)} p99 ${at(flooded, 0.99).toFixed(0)} ms; ` +
        `${taken.length} batches in, ${refused.length} told to wait`,
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused)
      expect([body?.code ?? 'rate-limited', Number(headers.get('retry-after')) >= 1]).toEqual(['rate-limited', true]);
    expect(at(flooded, 0.99)).toBeLessThan(1_000 + 20 * at(idle, 0.99));
  });
});

test('sabotage: with the limits off no batch of a flood is refused, so that the proof of the limits fails', async () => {
  const service = await startInOwnProcess({ LIMIT_BATCHES_AT_ONCE: 'off', LIMIT_REPORTS: 'off' });
  try {
    const answers = await floodFor(service, 4_000);
    expect(answers.filter(({ status }) => status === 429)).toEqual([]);
  } finally {
    await service.stop();
  }
}, 240_000);

describe('a client beyond its limit', () => {
  let service: OwnProcess;
  beforeAll(async () => {
    service = await startInOwnProcess({ LIMIT_REPORTS: '20/60', LIMIT_QUESTIONS: '20/60', LIMIT_TOKENS: '12/60' });
  });
  afterAll(() => service.stop());

  test('is refused reports before they are read, with the time to come again; another client is not', async () => {
    const statuses: number[] = [];
    for (let sent = 0; sent < 22; sent += 1) statuses.push((await service.report('sa-nord', risk(sent))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 202), 429, 429]);
    const refused = await service.report('sa-nord', { not: 'read' });
    expect([refused.status, refused.body.code, Number(refused.headers.get('retry-after')) > 0]).toEqual([
      429,
      'rate-limited',
      true,
    ]);
    expect(
      (
        await service.report(
          'sa-syd',
          cloudEvent('enrolment-never-started', {
            client: 'sa-syd',
            reporter: '990610',
            cpr: numberOf(1),
            time: TIME,
            data: { enrolmentId: 'X' },
          }),
        )
      ).status,
    ).toBeLessThan(429);
  });

  test('is refused questions, on every path that asks', async () => {
    for (let asked = 0; asked < 20; asked += 1) await service.get('/v1/receipts/none', 'monitor');
    for (const path of ['/v1/receipts/none', '/v1/cases', '/v1/cohort?validOn=2026-01-05'])
      expect((await service.get(path, 'monitor')).status).toBe(429);
    expect((await service.get('/v1/receipts/none', 'adviser-0751')).status).toBe(404);
    expect((await service.get('/health/ready')).status).toBe(200);
  });

  test('is refused tokens, by its address', async () => {
    const ask = () =>
      fetch(`${service.url}/oidc/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials',
      });
    const answers = await Promise.all(Array.from({ length: 15 }, ask));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused[0]?.json()).toMatchObject({ code: 'rate-limited' });
  });
});
