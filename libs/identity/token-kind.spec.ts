import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';
import { type InvalidTokenReason } from './invalid-token.ts';
import { ScriptedIssuer } from './scripted-issuer.ts';

const AUDIENCE = 'urn:ungestatus:api';

let issuer: ScriptedIssuer;
let verifier: TokenVerifier;
beforeAll(async () => {
  issuer = await ScriptedIssuer.start();
  verifier = createTokenVerifier({ issuer: issuer.url, audience: AUDIENCE });
});
afterAll(() => issuer.goAway());

const claims = (more: Record<string, unknown> = {}): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'm',
  role: 'monitor',
  exp: Math.floor(Date.now() / 1000) + 600,
  ...more,
});
const token = (typ: string | undefined, more: Record<string, unknown> = {}): Promise<string> =>
  issuer.bearerWith({ kid: 'key-1', ...(typ === undefined ? {} : { typ }) }, claims(more));

async function proveRefused(by: TokenVerifier, authorization: string, reason: InvalidTokenReason): Promise<void> {
  await expect(by.verify(authorization)).rejects.toMatchObject({ name: 'InvalidToken', reason });
}

describe('the kind of a token', () => {
  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'JWT', 'jwt', undefined])(
    '%j is accepted as an access token',
    async (typ) => {
      await expect(verifier.verify(await token(typ))).resolves.toMatchObject({ role: 'monitor' });
    },
  );

  test.each([
    'dpop+jwt',
    'logout+jwt',
    'id_token',
    'secevent+jwt',
    'token-introspection+jwt',
    'oauth-authz-req+jwt',
    'at+jwt ',
    'xat+jwt',
    'text/at+jwt',
    '',
  ])('%j is not an access token, whoever signed it', async (typ) =>
    proveRefused(verifier, await token(typ), 'wrong-type'),
  );

  test.each([
    { nonce: 'n' },
    { at_hash: 'x' },
    { c_hash: 'x' },
    { events: {} },
    { htm: 'GET' },
    { token_introspection: {} },
    { typ: 'ID' },
    { typ: 'Refresh' },
    { typ: 7 },
  ])('without a type of its own, a token with %j is not an access token either', async (more) => {
    for (const typ of ['JWT', undefined]) await proveRefused(verifier, await token(typ, more), 'wrong-type');
  });

  test("Keycloak's access tokens have Bearer among their claims", async () => {
    await expect(verifier.verify(await token('JWT', { typ: 'Bearer' }))).resolves.toMatchObject({ role: 'monitor' });
  });

  test('an operator may require the type of RFC 9068', async () => {
    const strict = createTokenVerifier({ issuer: issuer.url, audience: AUDIENCE, tokenTypes: ['at+jwt'] });
    await expect(strict.verify(await token('at+jwt'))).resolves.toMatchObject({ role: 'monitor' });
    for (const typ of ['JWT', undefined]) await proveRefused(strict, await token(typ), 'wrong-type');
  });

  test.each([{ jkt: 'thumbprint' }, { 'x5t#S256': 'thumbprint' }, { jwk: {} }, {}, null, 'x'])(
    'a token bound to a key of its holder (cnf %j) is not accepted as a plain bearer token',
    async (cnf) => {
      for (const typ of ['at+jwt', 'JWT'])
        await proveRefused(verifier, await token(typ, { cnf }), 'sender-constrained');
    },
  );
});

describe('claims that cannot be stored', () => {
  const broken = ['a\u0000b', 'a\ud800b', '\udc00', 'a\u001bb', 'a\u202eb', 'a\u200bb', '\u007f', 'a\nb'];

  test.each(['client_id', 'azp', 'sub', 'organisation'])('are refused in %s', async (name) => {
    for (const value of broken) await proveRefused(verifier, await token('at+jwt', { [name]: value }), 'malformed');
  });

  test.each(['role', 'municipality', 'reporters'])('are refused too in %s', async (name) => {
    for (const value of broken) {
      const given = name === 'reporters' ? [value] : value;
      await expect(verifier.verify(await token('at+jwt', { [name]: given }))).rejects.toMatchObject({
        name: 'InvalidToken',
      });
    }
  });

  test('are not those with names in Danish letters', async () => {
    await expect(
      verifier.verify(await token('at+jwt', { organisation: 'Ærø Kommune’s UU – øst' })),
    ).resolves.toMatchObject({ organisation: 'Ærø Kommune’s UU – øst' });
  });
});
