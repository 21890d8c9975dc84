import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '#libs/problems';
import { SMALL_JSON } from './body-rule.ts';
import { drain } from './drain.ts';
import { mediaTypeOf } from './media-type.ts';
import { parseBody } from './parse-body.ts';
import { parseForm } from './parse-form.ts';
import { readBytes } from './read-bytes.ts';

/**
 * Reads every body by its route's rule, instead of Fastify's parsers. An early answer waits for the rest of the body.
 */
export function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request: FastifyRequest) => readBody(request));
  fastify.addHook('onSend', async (request, reply) => {
    // Node would read the rest without a bound, or end the connection while the sender still sends.
    if (!(await drain(request.raw))) void reply.header('connection', 'close');
  });
}

async function readBody(request: FastifyRequest): Promise<unknown> {
  const { forms, gzip } = request.routeOptions.config.body ?? SMALL_JSON;
  const type = mediaTypeOf(request.headers['content-type']) ?? '';
  const form = Object.hasOwn(forms, type) ? forms[type] : undefined;
  if (form === undefined)
    throw new ProblemError('unsupported-media-type', { detail: `Content-Type: ${Object.keys(forms).join(' or ')}` });
  const bytes = await readBytes(request.raw, { mostBytes: form.mostBytes, gzip });
  return form.syntax === 'form' ? parseForm(bytes) : parseBody(bytes, form);
}
