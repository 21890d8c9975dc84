import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { createTokenVerifier, IssuerUnavailable, type TokenVerifier } from './index.ts';
import { ScriptedIssuer } from './scripted-issuer.ts';

const AUDIENCE = 'urn:ungestatus:api';
const LONG = 3_600_000;

let issuer: ScriptedIssuer;
beforeEach(async () => {
  issuer = await ScriptedIssuer.start();
});
afterEach(() => issuer.goAway());

const verifierWith = (pauseAfterFailure: number): TokenVerifier =>
  createTokenVerifier({ issuer: issuer.url, audience: AUDIENCE, pauseAfterFailure, pauseBetweenLooks: 0 });

const goodToken = (): Promise<string> =>
  issuer.bearer({ iss: issuer.url, aud: AUDIENCE, sub: 'm', role: 'monitor', exp: Math.floor(Date.now() / 1000) + 600 });

const madeUpToken = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('ES256');
  return issuer.bearer({ iss: issuer.url, aud: AUDIENCE, sub: 'm', role: 'monitor', exp: 9_999_999_999 }, privateKey, 'made-up');
};

describe('an issuer that is away, back, or changed', () => {
  test('while it is away a token is not refused but answered as unavailable, and accepted once the issuer is back', async () => {
    await issuer.goAway();
    const verifier = verifierWith(0);
    const token = await goodToken();
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(IssuerUnavailable);
    await issuer.comeBack();
    await expect(verifier.verify(token)).resolves.toMatchObject({ role: 'monitor' });
  });

  test('it is left in peace for the pause, and callers are told how long', async () => {
    await issuer.goAway();
    const verifier = verifierWith(LONG);
    const token = await goodToken();
    await expect(verifier.verify(token)).rejects.toMatchObject({ retryAfterSeconds: LONG / 1000 });
    await issuer.comeBack();
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(IssuerUnavailable);
    expect(issuer.asked).toBe(0);
  });

  test('the keys already had go on serving, also after a made-up key id had us ask in vain', async () => {
    const verifier = verifierWith(LONG);
    const token = await goodToken();
    await verifier.verify(token);
    await issuer.goAway();
    await expect(verifier.verify(token)).resolves.toMatchObject({ role: 'monitor' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(verifier.verify(await madeUpToken())).rejects.toBeInstanceOf(IssuerUnavailable);
      await expect(verifier.verify(token)).resolves.toMatchObject({ role: 'monitor' });
    }
  });

  test('a key the issuer changed to is found without a restart', async () => {
    const verifier = verifierWith(0);
    await verifier.verify(await goodToken());
    await issuer.changeKey('key-2');
    await expect(verifier.verify(await goodToken())).resolves.toMatchObject({ role: 'monitor' });
  });

  test('tokens that come at once share one question to the issuer', async () => {
    const verifier = verifierWith(0);
    const token = await goodToken();
    await Promise.all([1, 2, 3, 4, 5].map(() => verifier.verify(token)));
    expect(issuer.asked).toBe(2);
  });

  test('an issuer that calls itself by another name is not believed', async () => {
    issuer.namedIssuer = 'http://somebody-else.example';
    await expect(verifierWith(0).verify(await goodToken())).rejects.toBeInstanceOf(IssuerUnavailable);
  });
});
