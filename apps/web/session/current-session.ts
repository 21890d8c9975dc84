import type { Session } from './session.entity.ts';

/** The session of a request, with the id that only its browser has. */
export interface OpenSession extends Pick<Session, 'actor' | 'name'> {
  readonly id: string;
}

const sessions = new WeakMap<object, OpenSession>();

export function rememberSession(request: object, session: OpenSession): void {
  sessions.set(request, session);
}

/** @returns undefined if nobody is signed in */
export function findOpenSession(request: object): OpenSession | undefined {
  return sessions.get(request);
}
