import type { JWTPayload } from 'jose';
import { LruMap } from 'toad-cache';

/** Checks signature, times, audience and issuer of a token. Throws InvalidToken and IssuerUnavailable. */
export type CheckToken = (token: string) => Promise<JWTPayload>;

/** A key its issuer has taken back is believed for no longer than this after its last check; milliseconds. */
const REMEMBERED_MS = 10_000;
const MOST_TOKENS = 1_000;

/**
 * The check of a token, done once for all calls of a few seconds: a signature costs a busy sender a fifth of each call. A token
 * is never taken after its own end. Only what passed is remembered: a refusal is found anew each time.
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
