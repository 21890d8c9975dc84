import type { JWTPayload } from 'jose';
import { InvalidToken } from './invalid-token.ts';

/** How the head of a token marks an access token. `JWT` and `none` are for issuers that do not mark it. */
export const TOKEN_TYPES = ['at+jwt', 'JWT', 'none'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** Claims of other tokens signed by the same keys: id tokens, logout tokens, security events, proofs of possession. */
const OF_OTHER_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events', 'htm', 'htu', 'token_introspection'];

/**
 * Refuses tokens that the issuer signed for another use (RFC 8725, 3.11 and 3.12; RFC 9068, 4), and tokens bound to a
 * key of their holder: accepted as plain bearer tokens, they would work for anyone with a copy (RFC 9449, 7.1; RFC
 * 8705, 3).
 * @throws InvalidToken `wrong-type`, `sender-constrained`
 */
export function checkKind(typ: unknown, claims: JWTPayload, allowed: readonly TokenType[]): void {
  const type = tokenType(typ);
  if (type === undefined || !allowed.includes(type)) throw new InvalidToken('wrong-type');
  if (type !== 'at+jwt' && isOfOtherUse(claims)) throw new InvalidToken('wrong-type');
  if (claims['cnf'] !== undefined) throw new InvalidToken('sender-constrained');
}

/** A media type, so in any case; `application/` may be left out (RFC 7515, 4.1.9). */
function tokenType(typ: unknown): TokenType | undefined {
  if (typ === undefined) return 'none';
  if (typeof typ !== 'string') return undefined;
  const name = typ.toLowerCase().replace(/^application\//, '');
  return name === 'at+jwt' ? 'at+jwt' : name === 'jwt' ? 'JWT' : undefined;
}

/** Keycloak writes a `typ` among the claims too: `Bearer`, or `ID`, `Refresh`, `Logout` and others. */
function isOfOtherUse(claims: JWTPayload): boolean {
  const inside = claims['typ'];
  if (inside !== undefined && (typeof inside !== 'string' || inside.toLowerCase() !== 'bearer')) return true;
  return OF_OTHER_TOKENS.some((name) => claims[name] !== undefined);
}
