import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { InvalidToken } from './invalid-token.ts';
import { rememberTokens } from './remembered-tokens.ts';

const now = (): number => Date.now() / 1_000;

/** A check that counts its calls, and refuses an expired token as the real one does. */
function counting(claims: JWTPayload): { asked: () => number; check: (token: string) => Promise<JWTPayload> } {
  let asked = 0;
  return {
    asked: () => asked,
    check: async () => {
      asked += 1;
      if ((claims.exp ?? 0) <= now()) throw new InvalidToken('expired');
      return claims;
    },
  };
}

test('a token is checked once for the calls of a few seconds, another token separately', async () => {
  const { asked, check } = counting({ sub: 'sa-nord', exp: now() + 60 });
  const remembered = rememberTokens(check, 0);
  for (let call = 0; call < 5; call += 1) await expect(remembered('one')).resolves.toMatchObject({ sub: 'sa-nord' });
  expect(asked()).toBe(1);
  await remembered('two');
  expect(asked()).toBe(2);
});

/** Late enough for the first check to come before it on a busy machine. */
const SOON = 1.5;

async function passed(moment: number): Promise<void> {
  while (now() <= moment) await pause(20);
}

test('a remembered token ends at its own end', async () => {
  const exp = now() + SOON;
  const remembered = rememberTokens(counting({ exp }).check, 0);
  await expect(remembered('one')).resolves.toBeDefined();
  await passed(exp);
  await expect(remembered('one')).rejects.toMatchObject({ reason: 'expired' });
});

test('sabotage: with a clock allowed to differ by more, the ended token would still be accepted', async () => {
  const exp = now() + SOON;
  const remembered = rememberTokens(counting({ exp }).check, 60);
  await remembered('one');
  await passed(exp);
  await expect(remembered('one')).resolves.toBeDefined();
});

test('a refusal is not remembered', async () => {
  const { asked, check } = counting({ exp: now() - 1 });
  const remembered = rememberTokens(check, 0);
  for (let call = 0; call < 3; call += 1) await expect(remembered('one')).rejects.toThrow(InvalidToken);
  expect(asked()).toBe(3);
});

test('a token without an end is checked at every call', async () => {
  let asked = 0;
  const remembered = rememberTokens(async () => ({ sub: `${(asked += 1)}` }), 0);
  await remembered('one');
  await remembered('one');
  expect(asked).toBe(2);
});
