import type { JSONWebKeySet } from 'jose';

// Read every ten minutes at most: a connection kept open would be dead after a restart of the issuer.
const HEADERS = { accept: 'application/json', connection: 'close' };

interface KeySetRequest {
  /** Exactly as in the tokens' `iss`. */
  readonly issuer: string;
  /** Milliseconds for each of the two answers. */
  readonly fetchTimeout: number;
}

/** Reads the issuer's public keys: first the discovery document, then the address in it. Throws any failure. */
export async function readKeySet({ issuer, fetchTimeout }: KeySetRequest): Promise<JSONWebKeySet> {
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = (await readJson(discovery, fetchTimeout)) as { issuer?: unknown; jwks_uri?: unknown } | null;
  // OpenID Connect Discovery 1.0, 4.3: the two must be equal, else one issuer could serve another's keys.
  if (document?.issuer !== issuer) throw new Error('Discovery named another issuer than the configured one');
  if (typeof document.jwks_uri !== 'string') throw new Error('Discovery named no jwks_uri');
  const keys = (await readJson(document.jwks_uri, fetchTimeout)) as JSONWebKeySet | null;
  if (!Array.isArray(keys?.keys)) throw new Error('The issuer gave no key set');
  return keys;
}

async function readJson(address: string, fetchTimeout: number): Promise<unknown> {
  const answer = await fetch(address, {
    headers: HEADERS,
    redirect: 'error',
    signal: AbortSignal.timeout(fetchTimeout),
  });
  if (!answer.ok) throw new Error(`The issuer answered ${answer.status}`);
  return answer.json();
}
