import { decodeJwt, errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions, type JWTVerifyResult } from 'jose';
import type { Actor } from './actor.ts';
import { actorFrom } from './claims.ts';
import { InvalidToken } from './invalid-token.ts';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.ts';
import { type CheckToken, rememberTokens } from './remembered-tokens.ts';
import { checkKind, TOKEN_TYPES, type TokenType } from './token-kind.ts';

/** Public-key algorithms only: with a shared secret or `none`, every party that can check could also sign. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];

/** Seconds. */
const CLOCK_TOLERANCE = 30;

export interface TokenVerifierOptions {
  /** The issuer's URL, exactly as in the tokens' `iss`; its keys are found by OIDC discovery. */
  readonly issuer: string;
  /** The audience that tokens must name (`aud`). */
  readonly audience: string;
  /** Milliseconds to wait for the issuer; default 3000. */
  readonly fetchTimeout?: number;
  /** Milliseconds without requests to the issuer after a failed one; default 1000. */
  readonly pauseAfterFailure?: number;
  /** Milliseconds between two requests for a key that the issuer did not have; default 5,000. */
  readonly pauseBetweenLooks?: number;
  /** Milliseconds after which the issuer's keys are read again; default ten minutes. */
  readonly keysFreshFor?: number;
  /** Accepted types of tokens; default: an access token by name, or no name at all. */
  readonly tokenTypes?: readonly TokenType[];
  /** Seconds by which the issuer's clock may differ from that of the service; default 30. */
  readonly clockTolerance?: number;
  /** Replaces the check of signature, times, audience and issuer: only for tests that show the need for it. */
  readonly checkToken?: CheckToken;
}

export interface TokenVerifier {
  /**
   * The caller of an `Authorization` header. Token times are wall time, even if the service's own clock is moved.
   * @throws InvalidToken (the caller's fault), IssuerUnavailable (not the caller's fault)
   */
  verify(authorization: string | undefined): Promise<Actor>;
}

/** Creates a verifier for one issuer. Sends no request to it before the first token. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const checkToken =
    options.checkToken ?? rememberTokens(createTokenCheck(options), options.clockTolerance ?? CLOCK_TOLERANCE);
  return {
    async verify(authorization) {
      const claims = await checkToken(bearerToken(authorization));
      return actorFrom(claims);
    },
  };
}

function createTokenCheck(options: TokenVerifierOptions): CheckToken {
  const keys = createIssuerKeys({
    issuer: options.issuer,
    fetchTimeout: options.fetchTimeout ?? 3000,
    pauseAfterFailure: options.pauseAfterFailure ?? 1000,
    pauseBetweenLooks: options.pauseBetweenLooks ?? 5_000,
    freshFor: options.keysFreshFor ?? 600_000,
  });
  const wanted: JWTVerifyOptions = {
    issuer: options.issuer,
    audience: options.audience,
    algorithms: ALGORITHMS,
    clockTolerance: options.clockTolerance ?? CLOCK_TOLERANCE,
    requiredClaims: ['exp'],
  };
  return async (token) => {
    try {
      // Checked before any key is read: a foreign token must cause no request to the issuer.
      if (decodeJwt(token).iss !== options.issuer) throw new InvalidToken('wrong-issuer');
      const { payload, protectedHeader } = await verifyOrLookAgain(token, keys, wanted);
      checkKind(protectedHeader.typ, payload, options.tokenTypes ?? TOKEN_TYPES);
      return payload;
    } catch (problem) {
      throw asRefusal(problem);
    }
  };
}

/**
 * Retries after a wrong signature with keys read anew: an issuer without key ids, or that reuses one, may have changed
 * its key.
 */
async function verifyOrLookAgain(token: string, keys: IssuerKeys, wanted: JWTVerifyOptions): Promise<JWTVerifyResult> {
  try {
    return await verifyByAnyKey(token, keys.find, wanted);
  } catch (problem) {
    if (!(problem instanceof errors.JWSSignatureVerificationFailed) || !(await keys.renew('bad-signature')))
      throw problem;
    return verifyByAnyKey(token, keys.find, wanted);
  }
}

/** Tries each of several keys that could have signed a token without a key id. */
async function verifyByAnyKey(
  token: string,
  find: JWTVerifyGetKey,
  wanted: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, find, wanted);
  } catch (several) {
    if (!(several instanceof errors.JWKSMultipleMatchingKeys)) throw several;
    for await (const key of several) {
      try {
        return await jwtVerify(token, key, wanted);
      } catch (problem) {
        if (!(problem instanceof errors.JWSSignatureVerificationFailed)) throw problem;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization.trim() === '') throw new InvalidToken('missing');
  // RFC 6750, 2.1. The length is bounded, so that no call makes the service decode a megabyte.
  const token = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(authorization.trim())?.[1];
  if (token === undefined) throw new InvalidToken('malformed');
  return token;
}

function asRefusal(problem: unknown): unknown {
  if (problem instanceof errors.JWTExpired) return new InvalidToken('expired');
  if (problem instanceof errors.JWTClaimValidationFailed) {
    if (problem.claim === 'aud') return new InvalidToken('wrong-audience');
    if (problem.claim === 'iss') return new InvalidToken('wrong-issuer');
    if (problem.claim === 'nbf' && problem.reason === 'check_failed') return new InvalidToken('not-yet-valid');
    return new InvalidToken('malformed');
  }
  if (
    problem instanceof errors.JWSSignatureVerificationFailed ||
    problem instanceof errors.JOSEAlgNotAllowed ||
    problem instanceof errors.JWKSNoMatchingKey
  ) {
    return new InvalidToken('bad-signature');
  }
  return problem instanceof errors.JOSEError ? new InvalidToken('malformed') : problem;
}
