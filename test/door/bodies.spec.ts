import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, syntheticNumber } from '../service/reports.ts';
import { type RunningService, startService } from '../service/running.ts';

let service: RunningService;
let token: string;
beforeAll(async () => {
  service = await startService();
  token = await service.token('cpr');
});
afterAll(() => service.stop());

const SINGLE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const moved = (serial: number) =>
  cloudEvent('residence-changed', {
    reporter: 'cpr',
    cpr: syntheticNumber('2009-10-12', serial),
    time: '2026-01-05T08:00:00Z',
    data: { municipality: '0751', from: '2026-01-05' },
  });

async function post(
  body: string | Buffer<ArrayBuffer>,
  headers: Record<string, string>,
  query = '',
): Promise<{ status: number; body: any; type: string | null }> {
  const response = await fetch(`${service.url}/v1/events${query}`, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

async function expectAlive(): Promise<void> {
  expect((await service.get('/health/ready')).body).toMatchObject({ ready: true });
}

test.each([
  ['application/json', 415],
  ['text/plain', 415],
  ['application/xml', 415],
  ['application/cloudevents+xml', 415],
  ['application/cloudevents-batch+avro', 415],
])('a body of the media type %s is refused', async (type, status) => {
  const answer = await post(JSON.stringify(moved(1)), { 'Content-Type': type });
  expect(answer).toMatchObject({
    status,
    type: 'application/problem+json; charset=utf-8',
    body: { code: 'unsupported-media-type' },
  });
});

test('a charset next to the media type is accepted', async () => {
  expect(await post(JSON.stringify(moved(2)), { 'Content-Type': `${SINGLE}; charset=UTF-8` })).toMatchObject({
    status: 202,
  });
});

test.each([
  ['half a report', JSON.stringify(moved(3)).slice(0, 90)],
  ['nothing', ''],
  ['no JSON', 'id=1&type=2'],
])('a body with %s is malformed', async (_what, body) => {
  expect(await post(body, { 'Content-Type': SINGLE })).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
});

test.each([
  ['a batch sent as one', SINGLE, [moved(4)]],
  ['one sent as a batch', BATCH, moved(4)],
  ['null', SINGLE, null],
  ['a text', BATCH, 'report'],
])('a body that is %s is refused as a whole', async (_what, type, body) => {
  expect(await post(JSON.stringify(body), { 'Content-Type': type })).toMatchObject({
    status: 422,
    body: { code: 'invalid-body' },
  });
});

test('a gzip body is accepted like the plain body', async () => {
  const packed = gzipSync(JSON.stringify([moved(5), moved(6)]));
  const answer = await post(packed, { 'Content-Type': BATCH, 'Content-Encoding': 'gzip' });
  expect(answer).toMatchObject({ status: 202, body: { counts: { accepted: 2, refused: 0 } } });
});

test('another content coding is refused, and broken gzip is the fault of the sender', async () => {
  const headers = { 'Content-Type': BATCH };
  expect(await post(JSON.stringify([moved(7)]), { ...headers, 'Content-Encoding': 'br' })).toMatchObject({
    status: 415,
  });
  expect(await post('not gzip at all', { ...headers, 'Content-Encoding': 'gzip' })).toMatchObject({
    status: 400,
    body: { code: 'malformed-json' },
  });
  const cut = gzipSync(JSON.stringify([moved(7)])).subarray(0, 60);
  expect(await post(cut, { ...headers, 'Content-Encoding': 'gzip' })).toMatchObject({
    status: 400,
    body: { code: 'malformed-json' },
  });
  await expectAlive();
});

test('a gzip bomb is stopped at the limit of an unpacked body, and the service lives on', async () => {
  const bomb = gzipSync(Buffer.alloc(128 * 1024 * 1024, ' '));
  expect(bomb.length).toBeLessThan(256 * 1024);
  const answers = await Promise.all(
    [1, 2, 3].map(() => post(bomb, { 'Content-Type': BATCH, 'Content-Encoding': 'gzip' })),
  );
  for (const answer of answers) expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  await expectAlive();
  expect(await post(JSON.stringify(moved(8)), { 'Content-Type': SINGLE })).toMatchObject({ status: 202 });
});

test('a caller that hangs up in the middle of its gzip body does not stop the service', async () => {
  const { port } = new URL(service.url);
  const packed = gzipSync(JSON.stringify([moved(10)]));
  const head = [
    'POST /v1/events HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${token}`,
    `Content-Type: ${BATCH}`,
    'Content-Encoding: gzip',
    'Content-Length: 5000',
  ];
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  await once(socket, 'connect');
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(packed.subarray(0, 40));
  // Waits long enough for the unpacking to have begun.
  await expectAlive();
  socket.destroy();
  await expectAlive();
  expect(await post(JSON.stringify(moved(11)), { 'Content-Type': SINGLE })).toMatchObject({ status: 202 });
});

test('a batch of 10,001 reports is refused, whatever they are', async () => {
  const answer = await post(JSON.stringify(Array.from({ length: 10_001 }, () => ({}))), { 'Content-Type': BATCH });
  expect(answer).toMatchObject({ status: 413, body: { code: 'too-many-events' } });
});

test.each([
  ['?mod=all-or-nothing', 400, 'invalid-parameter'],
  ['?mode=some', 400, 'invalid-parameter'],
  ['?mode=all-or-nothing&x=1', 400, 'invalid-parameter'],
  ['?dry-run=maybe', 400, 'invalid-parameter'],
])('%s is answered %i', async (query, status, code) => {
  expect(await post(JSON.stringify([moved(9)]), { 'Content-Type': BATCH }, query)).toMatchObject({
    status,
    body: { code },
  });
});
