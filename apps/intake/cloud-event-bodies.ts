import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '#libs/problems';
import { EVENT_BATCH, SINGLE_EVENT } from './events.controller.ts';

/** Reads CloudEvents as JSON, gzip too. `__proto__` keys are refused by Fastify's own JSON reader. */
export function takeInCloudEvents(fastify: FastifyInstance, mostBytes: number): void {
  fastify.addContentTypeParser([SINGLE_EVENT, EVENT_BATCH], { parseAs: 'string' }, fastify.getDefaultJsonParser('error', 'error'));
  // Nobody without a token shall have 16 MiB of his parsed; whether the token is good is asked afterwards.
  fastify.addHook('onRequest', async ({ method, url, headers }) => {
    if (method !== 'POST' || !url.startsWith('/v1/events') || headers.authorization !== undefined) return;
    throw new ProblemError('unauthenticated', { detail: 'missing', headers: { 'WWW-Authenticate': 'Bearer realm="ungestatus"' } });
  });
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return payload;
    if (encoding !== 'gzip') throw new ProblemError('unsupported-media-type', { detail: 'Content-Encoding: gzip or none' });
    delete request.headers['content-length'];
    const gunzip = boundedGunzip(mostBytes);
    // A caller that hangs up halfway must not leave the unpacking waiting for the rest.
    payload.once('error', (error: Error) => gunzip.destroy(error));
    return payload.pipe(gunzip);
  });
}

/** A few kilobytes can unpack to gigabytes: stop at what an unpacked body may be. */
function boundedGunzip(mostBytes: number) {
  const gunzip = createGunzip() as ReturnType<typeof createGunzip> & { receivedEncodedLength?: number };
  let unpacked = 0;
  // Fastify stops listening once it has refused the body: an error after that must not end the process.
  gunzip.on('error', () => undefined);
  gunzip.on('data', (chunk: Buffer) => {
    unpacked += chunk.length;
    if (unpacked > mostBytes) gunzip.destroy(new ProblemError('body-too-large'));
  });
  return gunzip;
}
