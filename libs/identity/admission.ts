import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '#libs/problems';
import type { AccessMark } from './access-marks.ts';
import type { Actor } from './actor.ts';
import { findActor, rememberActor } from './current-actor.ts';
import { InvalidToken, IssuerUnavailable } from './invalid-token.ts';
import type { TokenVerifier } from './token-verifier.ts';

const REALM = 'Bearer realm="ungestatus"';

/**
 * Decides by route and token whether to admit a call, before a byte of its body is read. Uses the route that Fastify
 * has matched, so that no spelling of an address bypasses it. Refuses an address without a route too.
 */
export function admitCalls(fastify: FastifyInstance, verifier: TokenVerifier): void {
  fastify.addHook('onRequest', async (request) => {
    if (request.is404) throw new ProblemError('not-found');
    await admit(request, request.routeOptions.config.access, verifier);
  });
}

/** @throws ProblemError `not-found` for a route without a mark, `unauthenticated`, `forbidden`, `issuer-unavailable` */
export async function admit(
  request: Pick<FastifyRequest, 'headers'>,
  mark: AccessMark | undefined,
  verifier: TokenVerifier,
): Promise<void> {
  if (mark === undefined) throw new ProblemError('not-found');
  if (mark === 'open' || mark === 'session') return;
  const actor = findActor(request) ?? (await actorBehind(request.headers.authorization, verifier));
  if (mark !== 'any-role' && !mark.includes(actor.role)) throw new ProblemError('forbidden');
  rememberActor(request, actor);
}

async function actorBehind(authorization: string | undefined, verifier: TokenVerifier): Promise<Actor> {
  try {
    return await verifier.verify(authorization);
  } catch (problem) {
    if (problem instanceof InvalidToken) throw new ProblemError('unauthenticated', refusal(problem));
    if (problem instanceof IssuerUnavailable) {
      throw new ProblemError('issuer-unavailable', { headers: { 'retry-after': String(problem.retryAfterSeconds) } });
    }
    throw problem;
  }
}

// RFC 6750, 3.1: no error code if no token was sent at all.
function refusal({ reason }: InvalidToken): { detail: string; headers: Record<string, string> } {
  const challenge = reason === 'missing' ? REALM : `${REALM}, error="invalid_token", error_description="${reason}"`;
  return { detail: reason, headers: { 'www-authenticate': challenge } };
}
