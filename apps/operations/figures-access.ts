import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidToken, IssuerUnavailable, TOKEN_VERIFIER, type TokenVerifier } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { SERVICE_PARTS, type ServiceParts } from '../service/service-parts.ts';

/** A call somebody passed on: what is local then is the one who passed it on. */
const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];
const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/**
 * Who may see how the service stands: this machine, where Prometheus or a person at the keyboard sits, and the operator
 * from anywhere. Figures hold no personal data, but tell an attacker what is slow and a competitor how much is reported.
 */
@Injectable()
export class FiguresAccess {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
  ) {}

  /** @throws ProblemError telling how to sign in, or that the role may not */
  async allow(request: FastifyRequest): Promise<void> {
    if (this.isLocal(request)) return;
    const actor = await this.verifier.verify(request.headers.authorization).catch((refusal: unknown) => {
      if (refusal instanceof InvalidToken) {
        throw new ProblemError('unauthenticated', {
          detail: refusal.reason,
          headers: { 'www-authenticate': 'Bearer realm="ungestatus"' },
        });
      }
      throw refusal instanceof IssuerUnavailable ? new ProblemError('issuer-unavailable') : refusal;
    });
    if (actor.role !== 'operator') throw new ProblemError('forbidden');
  }

  async isAllowed(request: FastifyRequest): Promise<boolean> {
    return this.allow(request).then(
      () => true,
      () => false,
    );
  }

  private isLocal({ socket, headers }: FastifyRequest): boolean {
    if (this.parts.config.metricsAccess === 'open') return true;
    return LOOPBACK.test(socket.remoteAddress ?? '') && PASSED_ON.every((name) => headers[name] === undefined);
  }
}
