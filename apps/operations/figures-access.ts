import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidToken, IssuerUnavailable, TOKEN_VERIFIER, type TokenVerifier } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { OPERATIONS, type OperationsOptions } from './operations-options.ts';

/** Headers of a forwarded call: the local address is then the one of the program that forwarded it. */
const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];
const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Origin of a call. */
export interface Caller {
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
}

export function callerOf({ socket, headers }: FastifyRequest): Caller {
  return { address: socket.remoteAddress ?? '', headers };
}

/**
 * Decides who may see figures of the service: callers on this machine (Prometheus, a local user), and the operator from
 * anywhere. Figures hold no personal data, but reveal to an attacker which calls are slow and to a competitor how much
 * is reported.
 */
@Injectable()
export class FiguresAccess {
  constructor(
    @Inject(OPERATIONS) private readonly options: OperationsOptions,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
  ) {}

  /** @throws ProblemError with how to sign in, or that the role may not */
  async allow(caller: Caller): Promise<void> {
    if (this.isLocal(caller)) return;
    const actor = await this.verifier.verify(caller.headers.authorization).catch((refusal: unknown) => {
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

  async isAllowed(caller: Caller): Promise<boolean> {
    return this.allow(caller).then(
      () => true,
      () => false,
    );
  }

  private isLocal({ address, headers }: Caller): boolean {
    if (this.options.metricsAccess === 'open') return true;
    return LOOPBACK.test(address) && PASSED_ON.every((name) => headers[name] === undefined);
  }
}
