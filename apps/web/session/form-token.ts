import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { BodyRule } from '#libs/http';
import { ProblemError } from '#libs/problems';

/** The name of the hidden field. */
const FORM_TOKEN = '_csrf';

/** The body of a page's form. */
export const FORM_BODY: BodyRule = {
  forms: { 'application/x-www-form-urlencoded': { mostBytes: 4 * 1024, syntax: 'form' } },
  gzip: false,
};

/** The token of a session's forms. Derived from the session's id, which only the browser has: nothing is stored. */
export const formTokenOf = (sessionId: string): string =>
  createHmac('sha256', sessionId).update('form').digest('base64url');

/**
 * Checks that a form was sent by a page of this session (CSRF): by its token and, if the browser names it, by the site.
 * @throws ProblemError forbidden
 */
export function checkForm({ headers, body }: FastifyRequest, sessionId: string): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ProblemError('forbidden');
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[FORM_TOKEN] : undefined;
  if (typeof sent !== 'string' || !isSame(sent, formTokenOf(sessionId))) throw new ProblemError('forbidden');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
