import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { IssuerUnavailable } from './invalid-token.ts';

export interface IssuerKeysOptions {
  /** Exactly as in the tokens' `iss`. */
  readonly issuer: string;
  /** Milliseconds to wait for the issuer's answer. */
  readonly fetchTimeout: number;
  /** Milliseconds after a failed try in which the issuer is left in peace. */
  readonly pauseAfterFailure: number;
  /** Milliseconds between two looks for a key id the issuer did not have: made-up ids must not flood it. */
  readonly pauseBetweenLooks: number;
}

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/**
 * The issuer's public keys: found by OIDC discovery at the first token (the issuer may start after us), kept, and
 * looked for again when an unknown key id turns up. While the issuer is away the keys already had go on serving.
 * Throws IssuerUnavailable where the issuer would have to be asked and cannot.
 */
export function createIssuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  let keys: RemoteKeys | undefined;
  let discovery: Promise<RemoteKeys> | undefined;
  // Measured on a monotonic clock: neither the sandbox's clock nor an adjusted wall clock moves the pause.
  let notBefore = 0;

  const askIssuer: JWTVerifyGetKey = async (header, token) => {
    try {
      keys ??= await (discovery ??= discover(options).finally(() => (discovery = undefined)));
      return await keys(header, token);
    } catch (cause) {
      if (isAboutTheToken(cause)) throw cause;
      if (keys?.fresh !== true) keys = undefined;
      notBefore = performance.now() + options.pauseAfterFailure;
      throw unavailable(options.pauseAfterFailure, cause);
    }
  };

  // A stranger's made-up key id must neither cost us the keys we have nor have us ask an ailing issuer each time.
  const askNobody: JWTVerifyGetKey = async (header, token) => {
    const kept = keys?.fresh === true ? keys.jwks() : undefined;
    if (kept === undefined) throw unavailable(notBefore - performance.now());
    return createLocalJWKSet(kept)(header, token).catch((cause: unknown) => {
      throw unavailable(notBefore - performance.now(), cause);
    });
  };

  return (header, token) => (performance.now() < notBefore ? askNobody(header, token) : askIssuer(header, token));
}

// These two say that the issuer has no such key; anything else means that its key set could not be had.
function isAboutTheToken(cause: unknown): boolean {
  return cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys;
}

function unavailable(milliseconds: number, cause?: unknown): IssuerUnavailable {
  return new IssuerUnavailable(Math.max(1, Math.ceil(milliseconds / 1000)), { cause });
}

// Asked every ten minutes at most: a connection kept open would be found dead after a restart of the issuer.
const ONE_CALL = { connection: 'close' };

async function discover({ issuer, fetchTimeout, pauseBetweenLooks }: IssuerKeysOptions): Promise<RemoteKeys> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json', ...ONE_CALL },
    redirect: 'error',
    signal: AbortSignal.timeout(fetchTimeout),
  });
  if (!answer.ok) throw new Error(`Discovery at the issuer answered ${answer.status}`);
  const document = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  // OpenID Connect Discovery 1.0, 4.3: the two must be equal, else one issuer could hand out another's keys.
  if (document.issuer !== issuer) throw new Error('Discovery named another issuer than the configured one');
  if (typeof document.jwks_uri !== 'string') throw new Error('Discovery named no jwks_uri');
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: fetchTimeout, cooldownDuration: pauseBetweenLooks, headers: ONE_CALL });
}
