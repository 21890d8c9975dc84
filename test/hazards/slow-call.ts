import { once } from 'node:events';
import { connect } from 'node:net';

export const TOO_SLOW = {
  status: 408,
  type: 'application/problem+json; charset=utf-8',
  body: { code: 'call-too-slow', status: 408 },
};

/** Sends a byte every tenth of a second until the connection ends. @returns what came back */
export async function sendSlowly(
  url: string,
  head: string,
  first: string,
): Promise<{ status: number; type: string; body: any }> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  let answer = '';
  socket.on('data', (piece: Buffer) => (answer += piece.toString())).on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(`${head}\r\n\r\n${first}`);
  const drip = setInterval(() => socket.writable && socket.write(' '), 100);
  await closed;
  clearInterval(drip);
  const [lines = '', body = ''] = answer.split('\r\n\r\n');
  const type = /content-type: ([^\r]*)/i.exec(lines)?.[1] ?? '';
  return { status: Number(lines.split(' ')[1]), type, body: body.startsWith('{') ? JSON.parse(body) : body };
}
