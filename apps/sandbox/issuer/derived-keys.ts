import { createECDH, createHash, createHmac, hkdfSync } from 'node:crypto';

/** A P-256 key pair as JWK (RFC 7518, 6.2); `d` is the private part. */
export interface EcJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
  readonly kid: string;
}
export interface EcPrivateJwk extends EcJwk {
  readonly d: string;
}

/** Order of P-256 (NIST SP 800-186, 3.2.1.3). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A sandbox client's secret: derived, so that nothing is stored and a restart changes nothing. */
export function clientSecret(masterKey: Buffer, clientId: string): string {
  return createHmac('sha256', masterKey).update(`client:${clientId}`).digest('base64url');
}

/** The key pair with which a sandbox client of kind private_key_jwt signs its assertions. */
export function clientKey(masterKey: Buffer, clientId: string): EcPrivateJwk {
  return deriveEcKey(masterKey, `ungestatus sandbox client ${clientId}`);
}

/** The issuer's signing key: the same after a restart, so that tokens issued before it stay valid. */
export function issuerKey(masterKey: Buffer): EcPrivateJwk {
  return deriveEcKey(masterKey, 'ungestatus sandbox issuer');
}

/** The public part of a key. */
export function publicPart({ d: _, ...rest }: EcPrivateJwk): EcJwk {
  return rest;
}

// 128 bits more than the order has make the remainder practically uniform (FIPS 186-5, A.2.1).
function deriveEcKey(masterKey: Buffer, purpose: string): EcPrivateJwk {
  const bits = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), purpose, 48));
  const scalar = (BigInt(`0x${bits.toString('hex')}`) % (P256_ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const kid = createHash('sha256').update(point).digest('base64url').slice(0, 16);
  return { kty: 'EC', crv: 'P-256', x, y, d: d.toString('base64url'), alg: 'ES256', use: 'sig', kid };
}
