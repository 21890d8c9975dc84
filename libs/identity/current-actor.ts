import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from './actor.ts';

const actors = new WeakMap<object, Actor>();

export function rememberActor(request: object, actor: Actor): void {
  actors.set(request, actor);
}

/**
 * The caller of an admitted request.
 * @returns undefined on open routes
 */
export function findActor(request: object): Actor | undefined {
  return actors.get(request);
}

/**
 * As findActor.
 * @throws Error if there is no caller: the route is open, or the guard is missing
 */
export function getActor(request: object): Actor {
  const actor = actors.get(request);
  if (actor === undefined) throw new Error('No caller is known for this request: is the route open?');
  return actor;
}

/** The caller, as a parameter of a controller's method: `@CurrentActor() actor: Actor`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  getActor(context.switchToHttp().getRequest<object>()),
);
