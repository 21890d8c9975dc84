import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawCall {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, sent piece by piece without regard to the answer. */
  readonly body?: Iterable<Buffer | string>;
  readonly chunked?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** A call as a careless or hostile program sends it, and the answer; status 0 if the connection ended without one. */
export async function rawCall(
  url: string,
  { method = 'POST', path, headers = {}, body = [], chunked = false }: RawCall,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const pieces = [...body].map((piece) => Buffer.from(piece as string));
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (piece: string) => (answer += piece));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  const sized = chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(length) };
  const lines = Object.entries({ Host: `${hostname}:${port}`, Connection: 'close', ...sized, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
  for (const piece of pieces) {
    if (socket.destroyed) break;
    const framed = chunked
      ? Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
      : piece;
    if (!socket.write(framed)) await Promise.race([once(socket, 'drain'), closed]);
  }
  if (chunked && !socket.destroyed) socket.write('0\r\n\r\n');
  await closed;
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    headers: head.toLowerCase(),
    body: rest.join('\r\n\r\n'),
  };
}
