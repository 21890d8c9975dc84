import { SetMetadata } from '@nestjs/common';
import type { Role } from './actor.ts';

export const ACCESS_MARK = 'ungestatus:access';

/** What a route says of its callers. No mark: the route is closed to everybody. */
export type AccessMark = 'open' | 'any-role' | readonly Role[];

/** Everybody may call, also without a token. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata<string, AccessMark>(ACCESS_MARK, 'open');

/** Any caller with a valid token; what it gets to see is decided per question (libs/access). */
export const AnyRole = (): MethodDecorator & ClassDecorator => SetMetadata<string, AccessMark>(ACCESS_MARK, 'any-role');

/** Only these roles; others are told 403. A mark on the method stands before one on the class. */
export const Roles = (...roles: readonly Role[]): MethodDecorator & ClassDecorator =>
  SetMetadata<string, AccessMark>(ACCESS_MARK, roles);
