import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** States of knowledge, omitted from the tag: the same answer, known a moment later, has the same tag. */
const KNOWLEDGE = /"(?:knownAt|fromKnown|toKnown)":\{[^}]*\},?/g;

/**
 * The entity tag of an answer: a digest of its content and of nothing else, so that it reveals no more than the answer.
 * Weak, because the state of knowledge moves on while the answer stays.
 */
export function tagOf(answer: string): string {
  return `W/"${hash('sha256', answer.replace(KNOWLEDGE, ''), 'base64url').slice(0, 27)}"`;
}

/** Whether a caller's If-None-Match holds the tag (RFC 9110, 13.1.2: compared weakly). */
export function matches(ifNoneMatch: string, tag: string): boolean {
  const opaque = tag.slice(2);
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === opaque);
}

/**
 * Sets the tag of each answer to a GET, and answers 304 if the caller already has the answer. The answer is computed
 * and the look logged all the same.
 */
export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload) => {
    if (
      request.method !== 'GET' ||
      reply.statusCode !== 200 ||
      typeof payload !== 'string' ||
      !request.url.startsWith('/v1/')
    )
      return payload;
    const tag = tagOf(payload);
    void reply.header('ETag', tag);
    const had = request.headers['if-none-match'];
    if (had === undefined || !matches(had, tag)) return payload;
    void reply.status(304).removeHeader('content-type').removeHeader('content-length');
    return '';
  });
}
