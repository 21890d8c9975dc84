import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { generateKeyPair, type JWTPayload } from 'jose';
import { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token-verifier.ts';
import { IssuerUnavailable } from './invalid-token.ts';
import { ScriptedIssuer } from './scripted-issuer.ts';

const AUDIENCE = 'urn:ungestatus:api';
const LONG = 3_600_000;

let issuer: ScriptedIssuer;
beforeEach(async () => {
  issuer = await ScriptedIssuer.start();
});
afterEach(() => issuer.goAway());

const verifierWith = (pauseAfterFailure: number, more: Partial<TokenVerifierOptions> = {}): TokenVerifier =>
  createTokenVerifier({ issuer: issuer.url, audience: AUDIENCE, pauseAfterFailure, pauseBetweenLooks: 0, ...more });

// A new token each time: a token that passed is remembered for some seconds and would hide the state of the keys.
let tokens = 0;
const claims = (): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'm',
  role: 'monitor',
  exp: Math.floor(Date.now() / 1000) + 600 + (tokens += 1),
});
const goodToken = (): Promise<string> => issuer.bearer(claims());
const tokenWithoutKeyId = (): Promise<string> => issuer.bearerWith({}, claims());

const madeUpToken = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('ES256');
  return issuer.bearer(
    { iss: issuer.url, aud: AUDIENCE, sub: 'm', role: 'monitor', exp: 9_999_999_999 },
    privateKey,
    'made-up',
  );
};

describe('an issuer that is away, back, or changed', () => {
  test('has its tokens answered as unavailable while it is away, not refused, and accepted once it is back', async () => {
    await issuer.goAway();
    const verifier = verifierWith(0);
    const token = await goodToken();
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(IssuerUnavailable);
    await issuer.comeBack();
    await expect(verifier.verify(token)).resolves.toMatchObject({ role: 'monitor' });
  });

  test('is not asked during the pause, and callers get its length', async () => {
    await issuer.goAway();
    const verifier = verifierWith(LONG);
    const token = await goodToken();
    await expect(verifier.verify(token)).rejects.toMatchObject({ retryAfterSeconds: LONG / 1000 });
    await issuer.comeBack();
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(IssuerUnavailable);
    expect(issuer.asked).toBe(0);
  });

  test('is replaced by the known keys, even after a made-up key id caused a request in vain', async () => {
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

  test('may change its key, which is found without a restart', async () => {
    const verifier = verifierWith(0);
    await verifier.verify(await goodToken());
    await issuer.changeKey('key-2');
    await expect(verifier.verify(await goodToken())).resolves.toMatchObject({ role: 'monitor' });
  });

  test('is asked once for tokens that come at the same time', async () => {
    const verifier = verifierWith(0);
    const token = await goodToken();
    await Promise.all([1, 2, 3, 4, 5].map(() => verifier.verify(token)));
    expect(issuer.asked).toBe(2);
  });

  test('with another name in its metadata is not trusted', async () => {
    issuer.namedIssuer = 'http://somebody-else.example';
    await expect(verifierWith(0).verify(await goodToken())).rejects.toBeInstanceOf(IssuerUnavailable);
  });

  test('is replaced by old keys while it is away, without a wait, and asked again once it is back', async () => {
    const verifier = verifierWith(0, { keysFreshFor: 20, fetchTimeout: 3_000 });
    await verifier.verify(await goodToken());
    await issuer.goAway();
    await pause(40);
    for (let turn = 0; turn < 3; turn += 1)
      await expect(verifier.verify(await goodToken())).resolves.toMatchObject({ role: 'monitor' });
    await issuer.comeBack();
    await issuer.changeKey('key-2');
    await expect(verifier.verify(await goodToken())).resolves.toMatchObject({ role: 'monitor' });
  });

  test('that accepts the call and never answers keeps one caller waiting, not all of them', async () => {
    const TIMEOUT = 2_000;
    const verifier = verifierWith(LONG, { keysFreshFor: 20, fetchTimeout: TIMEOUT });
    await verifier.verify(await goodToken());
    issuer.silent = true;
    await pause(40);
    await verifier.verify(await goodToken());
    const before = performance.now();
    for (let turn = 0; turn < 5; turn += 1) await verifier.verify(await goodToken());
    // A single wait would last the whole time-out, however slow the machine.
    expect(performance.now() - before).toBeLessThan(TIMEOUT);
  });

  test('may change a key right after its keys were read; one more key too soon is answered with a wait', async () => {
    const verifier = verifierWith(0, { pauseBetweenLooks: 5_000 });
    await verifier.verify(await goodToken());
    await issuer.changeKey('key-2');
    await expect(verifier.verify(await goodToken())).resolves.toMatchObject({ role: 'monitor' });
    await issuer.changeKey('key-3');
    await expect(verifier.verify(await goodToken())).rejects.toMatchObject({
      name: 'IssuerUnavailable',
      retryAfterSeconds: 5,
    });
  });

  test('that did not have a key id a moment ago has it refused, not put off', async () => {
    const verifier = verifierWith(0, { pauseBetweenLooks: LONG });
    await verifier.verify(await goodToken());
    for (let turn = 0; turn < 3; turn += 1)
      await expect(verifier.verify(await madeUpToken())).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  test('is asked once a pause for made-up key ids, however many come', async () => {
    const verifier = verifierWith(0, { pauseBetweenLooks: LONG });
    await verifier.verify(await goodToken());
    const before = issuer.asked;
    for (let turn = 0; turn < 5; turn += 1) await verifier.verify(await madeUpToken()).catch(() => undefined);
    expect(issuer.asked - before).toBe(2);
  });

  test('that names no key ids, or the same again, may change its key too', async () => {
    const verifier = verifierWith(0);
    await issuer.changeKey(undefined);
    await verifier.verify(await tokenWithoutKeyId());
    await issuer.changeKey(undefined);
    await expect(verifier.verify(await tokenWithoutKeyId())).resolves.toMatchObject({ role: 'monitor' });
    await issuer.changeKey('one');
    await verifier.verify(await goodToken());
    await issuer.changeKey('one');
    await expect(verifier.verify(await goodToken())).resolves.toMatchObject({ role: 'monitor' });
  });

  test('may publish two keys at once, which both sign, even without a key id', async () => {
    const verifier = verifierWith(0);
    await issuer.changeKey('old');
    const old = await tokenWithoutKeyId();
    await issuer.addKey('new');
    await expect(verifier.verify(old)).resolves.toMatchObject({ role: 'monitor' });
    await expect(verifier.verify(await tokenWithoutKeyId())).resolves.toMatchObject({ role: 'monitor' });
  });
});
