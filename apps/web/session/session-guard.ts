import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { rememberActor } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { Cookies } from './cookies.ts';
import { rememberSession } from './current-session.ts';
import { checkForm } from './form-token.ts';
import { Sessions } from './sessions.ts';

const SIGNED_IN = 'ungestatus:signed-in';

/** Marks a page that only people who are signed in may open. What each may see is decided by the query. */
export const SignedIn = (): MethodDecorator => SetMetadata(SIGNED_IN, true);

/** Finds the session of a page's request, and refuses a form that no page of the session has sent. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const id = this.cookies.find(request, 'session');
    const session = await this.sessions.find(id);
    if (id !== undefined && session !== undefined) {
      rememberActor(request, session.actor);
      rememberSession(request, { id, actor: session.actor, name: session.name });
      if (request.method !== 'GET' && request.method !== 'HEAD') checkForm(request, id);
      return true;
    }
    if (this.reflector.get<true | undefined>(SIGNED_IN, context.getHandler()))
      throw new ProblemError('unauthenticated');
    return true;
  }
}
