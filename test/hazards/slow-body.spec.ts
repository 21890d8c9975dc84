import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#libs/testing';
import type { Alteration } from '../sabotage/altered.ts';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import { sendSlowly, TOO_SLOW } from './slow-call.ts';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';

/** The service with its minute made shorter: `test/hazards/slow-body.proof.ts` waits for the whole one. */
const SHORT: readonly Alteration[] = [
  { file: 'apps/service/http/http-service.ts', from: 'requestTimeout: 60_000', to: 'requestTimeout: 1_500' },
  {
    file: 'apps/service/http/http-service.ts',
    from: '{ headersTimeout: 20_000,',
    to: '{ headersTimeout: 1_000, connectionsCheckingInterval: 200,',
  },
];
const OWN = { LOG_LEVEL: 'warn', LIMIT_BATCHES_AT_ONCE: '1' };
const BATCH = 'application/cloudevents-batch+json';

type Altered = Awaited<ReturnType<typeof startAlteredOn>>;
let opened: TestDatabase;
let service: Altered;
beforeAll(async () => {
  opened = await testDatabase();
  service = await startAlteredOn(opened.url, SHORT, OWN);
});
afterAll(async () => {
  await service.stop();
  await opened.drop();
});

const headOf = async (at: Altered, type: string): Promise<string> =>
  `POST /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await at.token('cpr')}\r\n` +
  `Content-Type: ${type}\r\nContent-Length: 5000`;
const moved = (serial: number) =>
  cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', serial),
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: '2026-01-05' },
  });

describe('a body that never ends', () => {
  test.each([
    ['a single report', 'application/cloudevents+json', '{"specversion":"1.0",'],
    ['a batch', BATCH, '[{"specversion":"1.0",'],
  ])('is answered 408 with a problem: %s', async (_what, type, first) => {
    expect(await sendSlowly(service.url, await headOf(service, type), first)).toMatchObject(TOO_SLOW);
  });

  test('… and so is one without a token, and a head that never ends', async () => {
    const head = 'PUT /v1/sandbox/clock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90';
    expect(await sendSlowly(service.url, head, '{"now":')).toMatchObject(TOO_SLOW);
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
    let answer = '';
    socket.on('data', (piece: Buffer) => (answer += piece.toString()));
    socket.write('GET /health/live HTTP/1.1\r\nHo');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*"code":"call-too-slow"/);
  });

  test('holds its place among the batches only as long, and stores nothing', async () => {
    const slow = sendSlowly(service.url, await headOf(service, BATCH), '[');
    await pause(500);
    expect((await service.report('cpr', [moved(1)])).status).toBe(429);
    expect((await slow).status).toBe(408);
    // The two ends of a connection do not close at the same instant.
    let next = await service.report('cpr', [moved(2)]);
    for (let turn = 0; turn < 20 && next.status === 429; turn += 1) {
      await pause(50);
      next = await service.report('cpr', [moved(2)]);
    }
    expect(next.body.counts).toMatchObject({ accepted: 1 });
    const { rows } = await opened.database.pool.query('select 1 from log.events');
    expect(rows).toHaveLength(1);
  });

  test('is no fault of ours: no line in the log, no answer of 500 and above among the figures', async () => {
    expect(service.lines.filter((line) => line.startsWith('{'))).toEqual([]);
    const figures = (await service.get('/metrics')).body as string;
    expect(figures.split('\n').filter((line) => line.startsWith('ungestatus_http') && /status="5/.test(line))).toEqual(
      [],
    );
  });
});

test('sabotage: with the answer left to Node, a slow sender gets no problem', async () => {
  const bare = {
    file: 'apps/service/http/http-service.ts',
    from: '    clientErrorHandler: answerUnreadable,\n',
    to: '',
  };
  const left = await startAlteredOn(opened.url, [...SHORT, bare], OWN);
  try {
    expect(await sendSlowly(left.url, await headOf(left, BATCH), '[')).not.toMatchObject(TOO_SLOW);
  } finally {
    await left.stop();
  }
});
