import { importJWK, SignJWT } from 'jose';
import { issuerKey } from '../product.js';
import { MASTER_KEY } from '../contenders/our-parts.js';

/** A token of the sandbox's own issuer for a client with as many reporters as a crowd needs. */
export async function crowdToken(base, { id, role = 'source-system', reporters }) {
  const jwk = issuerKey(Buffer.from(MASTER_KEY, 'base64'));
  const key = await importJWK(jwk, 'ES256');
  return new SignJWT({ client_id: id, role, reporters })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' })
    .setIssuer(base)
    .setSubject(id)
    .setAudience('urn:ungestatus:api')
    .setIssuedAt()
    .setJti(`${id}-${reporters.length}`)
    .setExpirationTime('1h')
    .sign(key);
}
