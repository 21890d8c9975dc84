import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { fastify } from 'fastify';
import { endOpenConnections } from './end-open-connections.ts';

/** A server with a connection that has sent this and goes on with nothing. */
async function openedWith(sent: string, milliseconds: number | undefined) {
  const server = fastify();
  if (milliseconds !== undefined) endOpenConnections(server, milliseconds);
  server.get('/', () => '');
  await server.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  const accepted = once(server.server, 'connection');
  await Promise.all([once(socket, 'connect'), accepted]);
  socket.write(sent);
  return { server, socket };
}

async function isClosedWithin(milliseconds: number, closing: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  const closed = await Promise.race([closing.then(() => true as const), late]);
  clearTimeout(timer);
  return closed;
}

describe.each([
  ['opened ahead', ''],
  ['with a part of a head', 'GET / HTTP/1.1\r\nHo'],
])('a connection %s', (_what, sent) => {
  test('holds up no stop', async () => {
    const { server } = await openedWith(sent, 100);
    expect(await isClosedWithin(10_000, server.close())).toBe(true);
  });

  test('sabotage: without the end of open connections the stop waits for it', async () => {
    const { server, socket } = await openedWith(sent, undefined);
    const closing = server.close();
    expect(await isClosedWithin(500, closing)).toBe(false);
    socket.destroy();
    await closing;
  });
});
