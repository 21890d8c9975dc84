import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findActor } from '#libs/identity';
import { routeConfig } from '#libs/http';
import type { ClientLimits, LimitKind } from './client-limits.ts';

/** The kind under which a route's calls are counted. */
export interface LimitRule {
  readonly kind: LimitKind;
  /** The media type of bodies of which a client may have only a few at once. */
  readonly atOnce?: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly limit?: LimitRule;
  }
}

/** Sets how a route is counted. Default: a call with a token is a question, one without is not counted. */
export const Limited = (limit: LimitRule): MethodDecorator => routeConfig({ limit });

/**
 * Refuses calls beyond their client's limits before the body is read. Runs after the hook that identifies the caller.
 */
export function limitCalls(fastify: FastifyInstance, limits: ClientLimits): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const { limit } = request.routeOptions.config;
    const client = limit?.kind === 'tokens' ? request.ip : findActor(request)?.clientId;
    if (client === undefined) return;
    if (limit?.kind !== 'reports') return limits.take(limit?.kind ?? 'questions', client);
    // Reports are counted once their number is known.
    await limits.check('reports', client);
    if (limit.atOnce !== undefined && mediaType(request) === limit.atOnce) occupyUntilClosed(limits, client, reply);
  });
}

function mediaType({ headers }: FastifyRequest): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase();
}

function occupyUntilClosed(limits: ClientLimits, client: string, { raw }: FastifyReply): void {
  const leave = limits.occupy(client);
  raw.once('close', leave);
}
