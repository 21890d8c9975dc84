import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROBLEMS } from '#libs/problems';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const NUMBER = '7110094001';

/**
 * Sends the bytes as they are.
 * @returns all that comes back
 */
function spoken(text: string): Promise<{ status: number; headers: string; body: string }> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
    let answer = '';
    socket
      .setEncoding('utf8')
      .on('data', (piece: string) => (answer += piece))
      .on('error', () => undefined);
    socket.on('close', () => {
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), headers: head.toLowerCase(), body });
    });
    socket.write(Buffer.from(text, 'latin1'));
  });
}

const call = (headers: readonly string[], line = 'GET /health/live HTTP/1.1') =>
  spoken([line, ...headers, 'Connection: close', '', ''].join('\r\n'));

async function proveProblem(
  answer: Promise<{ status: number; headers: string; body: string }>,
  code: keyof typeof PROBLEMS,
): Promise<void> {
  const { status, headers, body } = await answer;
  expect([status, headers.includes('content-type: application/problem+json')]).toEqual([PROBLEMS[code].status, true]);
  expect(JSON.parse(body)).toMatchObject({ code, status, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(headers).toContain('cache-control: no-store');
  expect(headers + body).not.toContain(NUMBER);
}

describe('a call whose head can be read in two ways', () => {
  test.each([
    ['two hosts', ['Host: a', 'Host: b']],
    ['the same host twice', ['Host: a', 'host: a']],
    ['no host', []],
    ['two hosts in one line', ['Host: a, b']],
    ['a host with a path', [`Host: a/${NUMBER}`]],
    ['a host with a blank', ['Host: a b']],
    ['a host with a login', ['Host: me@a']],
    ['two tokens', ['Host: a', 'Authorization: Bearer a', 'Authorization: Bearer b']],
    ['two media types', ['Host: a', 'Content-Type: text/plain', 'Content-Type: application/json']],
    ['two purposes', ['Host: a', 'X-Purpose: follow-up', 'X-Purpose: statistics']],
    ['two reasons', ['Host: a', 'X-Reason: a', 'X-Reason: b']],
  ])('is refused before any other check: %s', async (_what, headers) => {
    await proveProblem(call(headers), 'malformed-request');
    await proveProblem(call(headers, `GET /nothing/${NUMBER} HTTP/1.1`), 'malformed-request');
  });

  test.each([
    ['two lengths', ['Host: a', 'Content-Length: 0', 'Content-Length: 1']],
    ['a length and chunks', ['Host: a', 'Content-Length: 3', 'Transfer-Encoding: chunked']],
    ['a header with a NUL', ['Host: a', `X: a\0${NUMBER}`]],
    ['a header without a name', ['Host: a', `: ${NUMBER}`]],
  ])('is refused by the HTTP parser in the form of all other problems: %s', async (_what, headers) => {
    await proveProblem(call(headers), 'malformed-request');
  });

  test.each([
    `GET /health/li ve/${NUMBER} HTTP/1.1`,
    'GET /health/live HTTP/3.0',
    `GET /v1/persons/${NUMBER}\xff HTTP/1.1`,
    `\x16\x03\x01 ${NUMBER}`,
  ])('is refused for the request line %j', async (line) => {
    await proveProblem(call(['Host: a'], line), 'malformed-request');
  });

  test('is refused for broken chunks', async () => {
    await proveProblem(
      spoken(
        'PUT /v1/sandbox/clock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n' +
          `Transfer-Encoding: chunked\r\n\r\nzz\r\n${NUMBER}`,
      ),
      'malformed-request',
    );
  });

  test('is refused for a head that is too large, with the limit named', async () => {
    await proveProblem(call(['Host: a', `X: ${'a'.repeat(60_000)}`]), 'head-too-large');
  });
});

describe('a call as other programs send it', () => {
  test.each([
    ['a', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['status.example.dk', 200],
    ['', 200],
  ])('may have the host %j', async (host, status) => {
    expect((await call([`Host: ${host}`])).status).toBe(status);
  });

  test('needs no host in HTTP/1.0; an unknown expectation is ignored', async () => {
    expect((await call([], 'GET /health/live HTTP/1.0')).status).toBe(200);
    expect((await call(['Host: a', 'Expect: 200-ok'])).status).toBe(200);
  });

  test('may offer to change the protocol, which is ignored', async () => {
    expect((await call(['Host: a', 'Upgrade: h2c'])).status).toBe(200);
  });
});
