import { SetMetadata } from '@nestjs/common';
import { routeConfig } from '#libs/http';
import type { Role } from './actor.ts';

export const ACCESS_MARK = 'ungestatus:access';

/** What a route says of its callers. No mark: the route is closed to everybody. */
export type AccessMark = 'open' | 'any-role' | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Read by the hook that admits calls: it knows the route, and runs before the body is read. */
    readonly access?: AccessMark;
  }
}

/** Everybody may call, also without a token. */
export const Open = (): MethodDecorator => marked('open');

/** Any caller with a valid token; what it gets to see is decided per question (libs/access). */
export const AnyRole = (): MethodDecorator => marked('any-role');

/** Only these roles; others get 403. */
export const Roles = (...roles: readonly Role[]): MethodDecorator => marked(roles);

/** The mark stands twice: on the route for the hook, on the method for the guard behind it. */
function marked(access: AccessMark): MethodDecorator {
  return (target, property, descriptor) => {
    SetMetadata<string, AccessMark>(ACCESS_MARK, access)(target, property, descriptor);
    routeConfig({ access })(target, property, descriptor);
  };
}
