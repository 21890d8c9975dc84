import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, toProblem } from '#libs/problems';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Answers an address that the router cannot parse: no hook and no filter runs for it. */
export function refuseAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body } = toProblem(new ProblemError('not-found'), {
    correlationId: String(request.id),
    path: request.url,
  });
  void reply
    .status(status)
    .headers({ ...SECURITY_HEADERS, ...headers })
    .serializer(JSON.stringify)
    .send(body);
}
