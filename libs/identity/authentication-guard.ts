import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError } from '#libs/problems';
import { ACCESS_MARK, type AccessMark } from './access-marks.ts';
import type { Actor } from './actor.ts';
import { rememberActor } from './current-actor.ts';
import { InvalidToken, IssuerUnavailable } from './invalid-token.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Injection token of the TokenVerifier the guard asks. */
export const TOKEN_VERIFIER = Symbol('TokenVerifier');

const REALM = 'Bearer realm="ungestatus"';

/** Closed by default: a route says by a mark who may call it. Provide it as APP_GUARD. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #verifier: TokenVerifier;

  constructor(@Inject(Reflector) reflector: Reflector, @Inject(TOKEN_VERIFIER) verifier: TokenVerifier) {
    this.#reflector = reflector;
    this.#verifier = verifier;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const mark = this.#reflector.getAllAndOverride<AccessMark | undefined>(ACCESS_MARK, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (mark === undefined) throw new ProblemError('not-found');
    if (mark === 'open') return true;
    const request = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    const actor = await this.#actorBehind(request.headers.authorization);
    if (mark !== 'any-role' && !mark.includes(actor.role)) throw new ProblemError('forbidden');
    rememberActor(request, actor);
    return true;
  }

  async #actorBehind(authorization: string | undefined): Promise<Actor> {
    try {
      return await this.#verifier.verify(authorization);
    } catch (problem) {
      if (problem instanceof InvalidToken) throw new ProblemError('unauthenticated', refusal(problem));
      if (problem instanceof IssuerUnavailable) {
        throw new ProblemError('issuer-unavailable', { headers: { 'retry-after': String(problem.retryAfterSeconds) } });
      }
      throw problem;
    }
  }
}

// RFC 6750, 3.1: no error code where no token was sent at all.
function refusal({ reason }: InvalidToken): { detail: string; headers: Record<string, string> } {
  const challenge = reason === 'missing' ? REALM : `${REALM}, error="invalid_token", error_description="${reason}"`;
  return { detail: reason, headers: { 'www-authenticate': challenge } };
}
