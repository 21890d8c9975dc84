import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type HostileBody, HOSTILE_BODIES } from './bodies.ts';
import { type Meter, type OwnProcess, startInOwnProcess } from './own-process.ts';
import { rawCall } from './raw-call.ts';

let service: OwnProcess;
beforeAll(async () => {
  service = await startInOwnProcess();
  await service.token('adviser-0751');
});
afterAll(() => service.stop());

/**
 * The addresses to which a stranger can send a body, and the answer. Written plainly, encoded, with more slashes, by
 * other methods.
 */
const ROADS: readonly (readonly [method: string, path: string, status: number])[] = [
  ['POST', '/v1/events', 401],
  ['POST', '/%761/events', 401],
  ['POST', '/v1/%65vents?mode=all-or-nothing', 401],
  ['POST', '/v1/persons/lookup', 401],
  ['POST', '//v1/events', 404],
  ['POST', '/v1/events/', 404],
  ['POST', '/V1/EVENTS', 404],
  ['PUT', '/v1/events', 405],
  ['DELETE', '/v1/events', 405],
  ['POST', '/nowhere', 404],
  ['POST', '/health/live', 405],
  ['POST', '/health/ready', 405],
  ['POST', '/metrics', 405],
  ['POST', '/v1/sandbox', 405],
  ['POST', '/v1/persons/nobody/status', 405],
  ['PATCH', '/nowhere', 404],
];
const inBase64Url = (text: string): string => Buffer.from(text).toString('base64url');
const TOKENS: Readonly<Record<string, string>> = {
  none: '',
  broken: 'x',
  bearer: 'Bearer x',
  forged: `Bearer ${['{"alg":"none"}', '{"iss":"x"}', ''].map(inBase64Url).join('.')}`,
};

const typed = { 'Content-Type': 'application/cloudevents-batch+json' };
function hostile(
  url: string,
  { body, encoding, chunked }: HostileBody,
  road: { method: string; path: string },
  headers: Record<string, string> = {},
) {
  return rawCall(url, {
    ...road,
    body,
    chunked: chunked ?? false,
    headers: { ...typed, ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }), ...headers },
  });
}

const PER_CALL_MS = 60;
const MOST_MEBIBYTES = 100;

/** The proof: each body of a stranger costs a few milliseconds of processor time, and no memory that stays. */
async function proveCheap(url: string, { processor, memory }: Meter, calls: number): Promise<void> {
  const bombs = HOSTILE_BODIES.filter(({ encoding }) => encoding === 'gzip');
  const [before, held] = [processor(), memory()];
  for (let call = 0; call < calls; call += 1)
    await hostile(url, bombs[call % bombs.length] as HostileBody, { method: 'POST', path: '/v1/events' });
  const each = (processor() - before) / calls;
  console.info(`strangers: ${each.toFixed(1)} ms of the processor a call, ${(memory() - held).toFixed(0)} MiB more`);
  expect(each).toBeLessThan(PER_CALL_MS);
  expect(memory() - held).toBeLessThan(MOST_MEBIBYTES);
}

describe('the body of a caller without a token', () => {
  test.each(HOSTILE_BODIES.map((body) => [body.what, body] as const))(
    'with %s is read at no address',
    async (_what, body) => {
      // Bodies that are large on the wire take long to send: a few addresses are enough.
      for (const [method, path, status] of body.encoding === undefined ? ROADS.slice(1, 6) : ROADS) {
        const answer = await hostile(service.url, body, { method, path });
        expect([path, answer.status]).toEqual([path, status]);
        expect(answer.headers).toContain('application/problem+json');
      }
    },
  );

  test.each(Object.keys(TOKENS))('is answered before it has come if the token is %s', async (token) => {
    const headers = { ...(TOKENS[token] ? { Authorization: TOKENS[token] } : {}) };
    for (const body of HOSTILE_BODIES.slice(0, 5))
      expect((await hostile(service.url, body, { method: 'POST', path: '/v1/events' }, headers)).status).toBe(401);
  });

  test('costs a few milliseconds of processor time', async () => {
    await proveCheap(service.url, service.meter, 40);
  });

  test('may have a few KB and no content coding at the addresses open to all', async () => {
    for (const body of HOSTILE_BODIES) {
      const clock = await hostile(
        service.url,
        body,
        { method: 'PUT', path: '/v1/sandbox/clock' },
        { 'Content-Type': 'application/json' },
      );
      expect([body.what, clock.status]).toEqual([body.what, body.encoding === undefined ? 413 : 415]);
      const issuer = await hostile(
        service.url,
        body,
        { method: 'POST', path: '/oidc/token' },
        { 'Content-Type': 'application/x-www-form-urlencoded' },
      );
      expect([body.what, issuer.status]).toEqual([body.what, body.encoding === undefined ? 413 : 415]);
    }
    expect(
      (await service.send('PUT', '/v1/sandbox/clock', { now: new Date(Date.now() + 3_600_000).toISOString() })).status,
    ).toBe(200);
  });
});

describe('sabotage: the proof of cheap refusals', () => {
  let careless: Server;
  afterAll(() => void careless.close());

  test('turns red for an intake that unpacks and parses before it checks the caller', async () => {
    const readFirst = async (request: IncomingMessage): Promise<unknown> =>
      JSON.parse(gunzipSync(await buffer(request), { maxOutputLength: 16 * 1024 * 1024 }).toString());
    careless = createServer(
      (request, response) =>
        void readFirst(request)
          .catch(() => undefined)
          .then(() => response.writeHead(401).end()),
    ).listen(0, '127.0.0.1');
    const url = await new Promise<string>((resolve) =>
      careless.once('listening', () => resolve(`http://127.0.0.1:${(careless.address() as AddressInfo).port}`)),
    );
    const here: Meter = {
      processor: () => (process.cpuUsage().user + process.cpuUsage().system) / 1_000,
      memory: () => process.memoryUsage().rss / 1024 / 1024,
    };
    await expect(proveCheap(url, here, 4)).rejects.toThrow();
  });
});
