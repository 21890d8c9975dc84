import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ProblemError, type ProblemCode, toProblem } from '#libs/problems';

/**
 * Node keeps the first of several, and a proxy in front perhaps the last: two programs would read two different calls.
 */
const ONCE = ['host', 'authorization', 'content-type', 'x-purpose', 'x-reason'];
/** A name, an IPv4 or IPv6 address, and a port (RFC 9112, 3.2). */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._~!$&'()*+;=%-]*)(:\d{0,5})?$/i;

/** Refuses a call whose head can be read in two ways, on any route. For servers with `requireHostHeader: false`. */
export function checkHeads(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ raw }) => {
    const detail = findFault(raw);
    if (detail !== undefined) throw new ProblemError('malformed-request', { detail });
  });
  // Prevents Node's own answer; an expectation other than 100-continue may be ignored (RFC 9110, 10.1.1).
  fastify.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    (fastify.server as Server).emit('request', request, response),
  );
}

function findFault({ rawHeaders, headers, httpVersion }: IncomingMessage): string | undefined {
  const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  const twice = ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) return `header sent twice: ${twice}`;
  if (headers.host === undefined) return httpVersion === '1.0' ? undefined : 'header missing: host';
  return HOST.test(headers.host) ? undefined : 'header not valid: host';
}

const HEAD_TOO_LARGE = 'HPE_HEADER_OVERFLOW';
const TOO_SLOW = 'ERR_HTTP_REQUEST_TIMEOUT';

/**
 * Answers a request that Node could not read as a call, for which no hook or filter runs. Repeats nothing of the
 * request.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code: ProblemCode =
    error.code === HEAD_TOO_LARGE ? 'head-too-large' : error.code === TOO_SLOW ? 'call-too-slow' : 'malformed-request';
  const { status, headers, body } = toProblem(new ProblemError(code), { correlationId: randomUUID(), path: '/' });
  const text = JSON.stringify(body);
  const sent = {
    ...headers,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n'));
}
