import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, generateKeyPair, jwtVerify, type JWTPayload, SignJWT } from 'jose';
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';
import { type InvalidTokenReason } from './invalid-token.ts';
import { ScriptedIssuer } from './scripted-issuer.ts';

const AUDIENCE = 'urn:ungestatus:api';
const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

let issuer: ScriptedIssuer;
let verifier: TokenVerifier;
const good = (changes: Record<string, unknown> = {}): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'sa-nord',
  client_id: 'sa-nord',
  role: 'source-system',
  reporters: ['990110', '990210'],
  exp: seconds(600),
  ...changes,
});

beforeAll(async () => {
  issuer = await ScriptedIssuer.start();
  verifier = createTokenVerifier({ issuer: issuer.url, audience: AUDIENCE });
});
afterAll(() => issuer.goAway());

async function proveRefused(
  by: TokenVerifier,
  authorization: string | undefined,
  reason: InvalidTokenReason,
): Promise<void> {
  await expect(by.verify(authorization)).rejects.toMatchObject({ name: 'InvalidToken', reason });
}

describe('a bearer token', () => {
  test('names the caller', async () => {
    await expect(verifier.verify(await issuer.bearer(good()))).resolves.toEqual({
      clientId: 'sa-nord',
      subject: 'sa-nord',
      role: 'source-system',
      systemId: 'sa-nord',
      reporters: ['990110', '990210'],
      organisation: 'sa-nord',
    });
  });

  test('may be for several audiences, ours among them', async () => {
    const actor = await verifier.verify(await issuer.bearer(good({ aud: ['other', AUDIENCE] })));
    expect(actor.clientId).toBe('sa-nord');
  });

  test.each<[InvalidTokenReason, string | undefined]>([
    ['missing', undefined],
    ['missing', ' '],
    ['malformed', 'Basic c2Etbm9yZDpzZWNyZXQ='],
    ['malformed', 'Bearer not-a-token'],
    ['malformed', `Bearer ${'a'.repeat(9000)}`],
  ])('is refused as %s if the header is %j', async (reason, header) => {
    await proveRefused(verifier, header, reason);
  });

  test.each<[InvalidTokenReason, string, () => JWTPayload]>([
    ['expired', 'it ended a minute ago', () => good({ exp: seconds(-60) })],
    ['malformed', 'it never ends', () => good({ exp: undefined })],
    ['not-yet-valid', 'it begins in a minute', () => good({ nbf: seconds(60) })],
    ['wrong-audience', 'it is meant for another service', () => good({ aud: 'urn:other' })],
    ['wrong-audience', 'it is meant for nobody', () => good({ aud: undefined })],
    ['wrong-issuer', 'it names another issuer', () => good({ iss: 'http://127.0.0.1:1' })],
    ['wrong-issuer', 'it names no issuer', () => good({ iss: undefined })],
  ])('is refused as %s if %s', async (reason, _, claims) => {
    await proveRefused(verifier, await issuer.bearer(claims()), reason);
  });

  test('is refused if another issuer signed it under the known key id', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await proveRefused(verifier, await issuer.bearer(good(), privateKey), 'bad-signature');
  });

  test('is refused if its key is none of the issuer', async () => {
    await proveRefused(verifier, await issuer.bearer(good(), undefined, 'key-2'), 'bad-signature');
  });

  test('is refused if a single letter of the claims was changed', async () => {
    const [head, , signature] = (await issuer.bearer(good())).split('.');
    const forged = Buffer.from(JSON.stringify(good({ reporters: ['990120'] }))).toString('base64url');
    await proveRefused(verifier, `${head}.${forged}.${signature}`, 'bad-signature');
  });

  test('is refused if it is not signed at all, or with the public key as a shared secret', async () => {
    const none = `${b64({ alg: 'none', kid: 'key-1' })}.${b64(good())}.`;
    await proveRefused(verifier, `Bearer ${none}`, 'bad-signature');
    const secret = new TextEncoder().encode(JSON.stringify(issuer.publicJwk));
    const shared = await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret);
    await proveRefused(verifier, `Bearer ${shared}`, 'bad-signature');
  });

  test('of a stranger is refused without a request to our issuer', async () => {
    const fresh = createTokenVerifier({ issuer: issuer.url, audience: AUDIENCE });
    const before = issuer.asked;
    await proveRefused(fresh, await issuer.bearer(good({ iss: 'http://stranger.example' })), 'wrong-issuer');
    expect(issuer.asked).toBe(before);
  });
});

describe('sabotage: a verifier without one check', () => {
  const forgetful = (check: 'audience' | 'issuer'): TokenVerifier => {
    const keys = createRemoteJWKSet(new URL(`${issuer.url}/jwks`));
    return createTokenVerifier({
      issuer: issuer.url,
      audience: AUDIENCE,
      checkToken: async (token) => {
        const options = {
          ...(check === 'audience' ? {} : { audience: AUDIENCE }),
          ...(check === 'issuer' ? {} : { issuer: issuer.url }),
        };
        return (await jwtVerify(token, keys, options)).payload;
      },
    });
  };

  test('without the audience check the proof against foreign audiences goes red', async () => {
    const foreign = await issuer.bearer(good({ aud: 'urn:other' }));
    await proveRefused(verifier, foreign, 'wrong-audience');
    await expect(proveRefused(forgetful('audience'), foreign, 'wrong-audience')).rejects.toThrow();
  });

  test('without the issuer check the proof against foreign issuers goes red', async () => {
    const foreign = await issuer.bearer(good({ iss: 'http://127.0.0.1:1' }));
    await proveRefused(verifier, foreign, 'wrong-issuer');
    await expect(proveRefused(forgetful('issuer'), foreign, 'wrong-issuer')).rejects.toThrow();
  });
});

function b64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
