import { SetMetadata } from '@nestjs/common';
import { routeConfig } from '#libs/http';
import type { Role } from './actor.ts';

export const ACCESS_MARK = 'ungestatus:access';

/**
 * The callers that a route admits. A route without a mark is closed to all. `session`: a page, whose own guard decides
 * by the session of the browser; a token opens no page, a session no other route.
 */
export type AccessMark = 'open' | 'session' | 'any-role' | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Read by the hook that admits calls: it knows the route, and runs before the body is read. */
    readonly access?: AccessMark;
  }
}

/** Admits all calls, also without a token. */
export const Open = (): MethodDecorator => marked('open');

/** Leaves the decision to the guard of the pages. */
export const BySession = (): MethodDecorator => marked('session');

/** Admits any caller with a valid token; the answer is decided per question (libs/access). */
export const AnyRole = (): MethodDecorator => marked('any-role');

/** Admits only these roles; others get 403. */
export const Roles = (...roles: readonly Role[]): MethodDecorator => marked(roles);

/** Sets the mark twice: on the route for the hook, on the method for the guard behind it. */
function marked(access: AccessMark): MethodDecorator {
  return (target, property, descriptor) => {
    SetMetadata<string, AccessMark>(ACCESS_MARK, access)(target, property, descriptor);
    routeConfig({ access })(target, property, descriptor);
  };
}
