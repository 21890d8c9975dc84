import type { JWTPayload } from 'jose';
import { LruMap } from 'toad-cache';

/**
 * Checks signature, times, audience and issuer of a token.
 * @throws InvalidToken, IssuerUnavailable
 */
export type CheckToken = (token: string) => Promise<JWTPayload>;

/** Longest time that a token is accepted after its last check if its key has been withdrawn since, milliseconds. */
const REMEMBERED_MS = 10_000;
const MOST_TOKENS = 1_000;

/**
 * Checks a token once for all calls of a few seconds: a signature costs a busy sender a fifth of each call. Never
 * accepts a token after its own end. Remembers only tokens that passed: a refusal is found anew each time.
 * @param clockTolerance seconds, as the check itself allows
 */
export function rememberTokens(check: CheckToken, clockTolerance: number): CheckToken {
  const passed = new LruMap<Awaited<ReturnType<CheckToken>>>(MOST_TOKENS, REMEMBERED_MS);
  return async (token) => {
    const known = passed.get(token);
    if (known?.exp !== undefined && known.exp > Date.now() / 1_000 - clockTolerance) return known;
    const claims = await check(token);
    passed.set(token, claims);
    return claims;
  };
}
