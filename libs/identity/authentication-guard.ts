import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS_MARK, type AccessMark } from './access-marks.ts';
import { admit } from './admission.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Injection token of the TokenVerifier. */
export const TOKEN_VERIFIER = Symbol('TokenVerifier');

/**
 * Closed by default: a route needs a mark that names its callers. Provide it as APP_GUARD. It runs behind `admitCalls`,
 * which decides the same before the body is read, so the caller is already known.
 */
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
    await admit(context.switchToHttp().getRequest(), mark, this.#verifier);
    return true;
  }
}
