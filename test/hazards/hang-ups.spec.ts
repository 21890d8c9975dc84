import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
let heads: Readonly<Record<string, string>>;
const logged: string[] = [];
beforeAll(async () => {
  service = await startService({ stories: true, onLog: (line) => logged.push(line) });
  const { token_endpoint: endpoint } = (await service.get('/.well-known/openid-configuration')).body as {
    token_endpoint: string;
  };
  const token = async (client: string, more = ''): Promise<string> =>
    `Host: a\r\nAuthorization: Bearer ${await service.token(client)}\r\n${more}`;
  const reporter = await token('cpr', 'Content-Type: application/cloudevents-batch+json\r\n');
  const adviser = await token('adviser-0751', 'X-Purpose: follow-up\r\n');
  const form =
    `POST ${new URL(endpoint).pathname} HTTP/1.1\r\nHost: a\r\n` +
    'Content-Type: application/x-www-form-urlencoded\r\n';
  heads = {
    'half a batch': `POST /v1/events HTTP/1.1\r\n${reporter}Content-Length: 5000\r\n\r\n[{`,
    'half a gzipped batch by chunks':
      `POST /v1/events HTTP/1.1\r\n${reporter}Content-Encoding: gzip\r\n` + 'Transfer-Encoding: chunked\r\n\r\n5\r\n[{',
    'a whole batch': `POST /v1/events HTTP/1.1\r\n${reporter}Content-Length: 4\r\n\r\n[{}]`,
    'half a form for a token': `${form}Content-Length: 500\r\n\r\ngrant_ty`,
    'a whole form': `${form}Content-Length: 5\r\n\r\ngrant`,
    'half a clock':
      'PUT /v1/sandbox/clock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"n',
    'a list': `GET /v1/cases HTTP/1.1\r\n${adviser}\r\n`,
    'a cohort': `GET /v1/cohort HTTP/1.1\r\n${adviser}\r\n`,
    'half a look-up':
      `POST /v1/persons/lookup HTTP/1.1\r\n${adviser}Content-Type: application/json\r\n` +
      `Content-Length: 90\r\n\r\n{"cp`,
    'the contract': 'GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n',
    figures: 'GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n',
    'half a head': 'GET /health/live HTT',
    'nothing at all': '',
  };
});
afterAll(() => service.stop());

/** Sends, waits, and hangs up: by the end of the connection or by its reset. */
function hangUp(text: string, milliseconds: number, reset: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
    socket
      .on('error', () => undefined)
      .on('close', () => resolve())
      .on('data', () => undefined);
    socket.write(text);
    setTimeout(() => (reset ? socket.resetAndDestroy() : socket.destroy()), milliseconds);
  });
}

describe('a caller that hangs up', () => {
  test('is no fault of ours: no log line, no other output, no answer of 500 and above in the metrics', async () => {
    const printed: unknown[] = [];
    const print = console.error;
    console.error = (...words: unknown[]) => void printed.push(...words);
    for (const reset of [false, true]) {
      for (const milliseconds of [0, 3, 15, 60])
        await Promise.all(Object.values(heads).map((text) => hangUp(text, milliseconds, reset)));
    }
    await pause(300);
    console.error = print;
    expect([logged, printed]).toEqual([[], []]);
    const figures = (await service.get('/metrics')).body as string;
    expect(figures.split('\n').filter((line) => line.startsWith('ungestatus_http') && /status="5/.test(line))).toEqual(
      [],
    );
  });

  test('leaves no connection of the database behind', async () => {
    const { pool } = service.parts;
    const held = (): number => pool.totalCount - pool.idleCount;
    const before = held();
    await Promise.all(Array.from({ length: 60 }, (_, at) => hangUp(heads['a list'] ?? '', at % 20, true)));
    for (let turn = 0; turn < 50 && held() > before; turn += 1) await pause(100);
    expect([pool.waitingCount, held()]).toEqual([0, before]);
  });
});
