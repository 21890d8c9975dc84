import { connect } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { HOSTILE_BODIES } from './bodies.ts';
import { type OwnProcess, startInOwnProcess } from './own-process.ts';
import { rawCall } from './raw-call.ts';

let service: OwnProcess;
let authorization: { Authorization: string };
beforeAll(async () => {
  service = await startInOwnProcess();
  authorization = { Authorization: `Bearer ${await service.token('cpr')}` };
});
afterAll(() => service.stop());

const BATCH = 'application/cloudevents-batch+json';
const SINGLE = 'application/cloudevents+json';
const moved = (serial: number, more: object = {}) => ({
  ...cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', serial),
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: '2026-01-05' },
  }),
  ...more,
});

/** The status that a client with a token gets for each of them, as a batch and as a look-up. */
const TOLD: Readonly<Record<string, readonly [batch: number, lookup: number]>> = {
  'seven million brackets, gzipped': [400, 415],
  'the same, deflated': [415, 415],
  'the same, by Brotli': [415, 415],
  'gzipped twice': [415, 415],
  '256 MiB of blanks, gzipped': [413, 415],
  'brackets as they are': [400, 413],
  'a number of sixteen million digits': [400, 413],
  'a text of sixteen million digits': [400, 413],
  'an object of a million names': [400, 413],
  'one name a million times': [400, 413],
  'no text': [400, 413],
  'twenty MiB by chunks': [413, 413],
};

test.each(HOSTILE_BODIES.map((body) => [body.what, body] as const))(
  '%s, sent with a token, is refused for its fault, and at low cost',
  async (what, { body, encoding, chunked = false }) => {
    const before = service.meter.processor();
    const coded = encoding === undefined ? authorization : { ...authorization, 'Content-Encoding': encoding };
    const batch = await rawCall(service.url, {
      path: '/v1/events',
      body,
      chunked,
      headers: { ...coded, 'Content-Type': BATCH },
    });
    const lookup = await rawCall(service.url, {
      path: '/v1/persons/lookup',
      body,
      chunked,
      headers: { ...coded, 'Content-Type': 'application/json', 'X-Purpose': 'follow-up' },
    });
    expect([batch.status, lookup.status]).toEqual(TOLD[what]);
    expect(service.meter.processor() - before).toBeLessThan(1_500);
  },
);

test('a call of 17 MiB gets its 413, although its sender writes to the end before it reads', async () => {
  const body = Array.from({ length: 272 }, () => Buffer.alloc(65_536, ' '));
  const answer = await rawCall(service.url, {
    path: '/v1/events',
    body,
    headers: { ...authorization, 'Content-Type': BATCH },
  });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.body)).toMatchObject({
    code: 'body-too-large',
    detail: expect.stringContaining('16777216'),
  });
});

test('a batch of 16 MiB of valid reports is accepted', async () => {
  const reports = Array.from(
    { length: 10_000 },
    (_, serial) => JSON.stringify(moved(serial % 900, { id: `large-${serial}` })) + ' '.repeat(1_300),
  );
  const large = `[${reports.join(',')}]`;
  expect(large.length).toBeGreaterThan(12 * 1024 * 1024);
  expect(large.length).toBeLessThan(16 * 1024 * 1024);
  const answer = await rawCall(service.url, {
    path: '/v1/events',
    body: [gzipSync(large)],
    headers: { ...authorization, 'Content-Type': BATCH, 'Content-Encoding': 'GZIP' },
  });
  expect(answer.status).toBe(202);
  expect(JSON.parse(answer.body)).toMatchObject({ counts: { refused: 0 } });
});

test('a report that is too large and one with a name twice are refused alone', async () => {
  const twice = JSON.stringify(moved(1)).replace('"specversion"', '"id":"another","specversion"');
  const text = `[${JSON.stringify(moved(2))},${JSON.stringify(moved(3, { subject: 'x'.repeat(70_000) }))},${twice}]`;
  const answer = await rawCall(service.url, {
    path: '/v1/events',
    body: [text],
    headers: { ...authorization, 'Content-Type': BATCH },
  });
  expect(JSON.parse(answer.body).items).toMatchObject([
    { outcome: 'accepted' },
    { outcome: 'refused', errors: [{ code: 'report-too-large' }] },
    { outcome: 'refused', errors: [{ code: 'duplicate-name', pointer: '/id' }] },
  ]);
  const single = await rawCall(service.url, {
    path: '/v1/events',
    body: [twice],
    headers: { ...authorization, 'Content-Type': SINGLE },
  });
  expect([single.status, JSON.parse(single.body).code]).toEqual([422, 'invalid-body']);
});

test.each([
  ['Application/CloudEvents+JSON', 202],
  [`${SINGLE};charset="UTF-8"`, 202],
  [`${SINGLE} ; Charset=utf8`, 202],
  [`${SINGLE}; charset=iso-8859-1`, 415],
  [`${SINGLE}; charset="utf-16"`, 415],
  ['application/json', 415],
  ['', 415],
])('the media type %s is answered %i', async (type, status) => {
  const answer = await rawCall(service.url, {
    path: '/v1/events',
    body: [JSON.stringify(moved(10))],
    headers: { ...authorization, 'Content-Type': type },
  });
  expect(answer.status).toBe(status);
});

test.each([
  ['GZIP', 202],
  ['x-gzip', 202],
  ['X-Gzip', 202],
  ['Identity', 400],
  ['gzip, gzip', 415],
])('the content coding %s is answered %i', async (coding, status) => {
  const headers = { ...authorization, 'Content-Type': SINGLE, 'Content-Encoding': coding };
  expect(
    (await rawCall(service.url, { path: '/v1/events', body: [gzipSync(JSON.stringify(moved(11)))], headers })).status,
  ).toBe(status);
});

test('headers that are too large, addresses that are too long and too many parameters are refused at once', async () => {
  const long = await rawCall(service.url, {
    method: 'GET',
    path: `/v1/cases?${'a=1&'.repeat(3_000)}`,
    headers: authorization,
  });
  expect(long.status).toBeGreaterThanOrEqual(400);
  const header = await rawCall(service.url, {
    method: 'GET',
    path: '/health/live',
    headers: { 'X-Long': 'a'.repeat(60_000) },
  });
  expect(header.status).toBe(431);
  const segment = await rawCall(service.url, {
    method: 'GET',
    path: `/v1/receipts/${'a'.repeat(10_000)}`,
    headers: authorization,
  });
  expect(segment.status).toBe(404);
});

test.each(['/v1/receipts/%zz7110094001', '/v1/persons/%', '/%7110094001%ff', '/v1/persons/%37110094001/status'])(
  'the address %s is answered with a problem that repeats no number',
  async (path) => {
    const { status, headers, body } = await rawCall(service.url, { method: 'GET', path, headers: authorization });
    expect([status, headers.includes('application/problem+json')]).toEqual([404, true]);
    expect(body).not.toMatch(/7110094001|%3711/);
  },
);

test('a caller that sends its headers or body a byte at a time delays no other caller', async () => {
  const { hostname, port } = new URL(service.url);
  const head = `POST /v1/events HTTP/1.1\r\nHost: x\r\n${Object.entries(authorization)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}Content-Type: ${BATCH}\r\nContent-Length: 5000\r\n`;
  const slow = await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const socket = connect({ host: hostname, port: Number(port) });
      await once(socket, 'connect');
      socket.on('error', () => undefined);
      socket.write(at % 2 === 0 ? head : `${head}\r\n[`);
      return socket;
    }),
  );
  expect((await service.get('/health/ready')).status).toBe(200);
  expect((await service.report('cpr', moved(12))).status).toBe(202);
  for (const socket of slow) socket.destroy();
});
