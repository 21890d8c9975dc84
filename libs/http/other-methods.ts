import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { ProblemError } from '#libs/problems';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The methods of this address, if the route answers all others. */
    readonly allow?: string;
  }
}

/** CONNECT is for proxies; Node passes it to no route. */
const EVERY_METHOD = METHODS.filter((method) => method !== 'CONNECT');

/**
 * Answers every other method of a known address: 405 with `Allow`, and OPTIONS with it alone (RFC 9110, 9.3.7 and
 * 15.5.6). Uses routes like any other, so that the router decides whether an address is known, never its text. Call it
 * before the first route.
 * @returns the function to call after the last route
 */
export function answerOtherMethods(fastify: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  for (const method of EVERY_METHOD)
    if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method, { hasBody: true });
  fastify.addHook('onRoute', ({ url, method, config }: RouteOptions) => {
    if (config?.allow !== undefined) return;
    const methods = known.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    known.set(url, methods);
  });
  fastify.addHook('onRequest', answerOther);
  return () => void fastify.register(async (scope) => addRoutes(scope, known));
}

function addRoutes(fastify: FastifyInstance, known: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, methods] of known) {
    const allow = [...methods, 'OPTIONS'].join(', ');
    const others = EVERY_METHOD.filter((method) => !methods.has(method));
    fastify.route({ method: others, url, config: { allow, access: 'open' }, handler: unreachable });
  }
}

/** Answers before the token and the body are read: the methods of an address are public in the contract. */
async function answerOther(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { allow } = request.routeOptions.config;
  if (allow === undefined) return undefined;
  if (request.method !== 'OPTIONS')
    throw new ProblemError('method-not-allowed', { detail: `Allow: ${allow}`, headers: { allow } });
  return reply.status(204).header('allow', allow).send();
}

function unreachable(): never {
  throw new Error('the hook in front answers this route');
}
