import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { ClientLimits, type Limits } from './client-limits.ts';

const NO_LIMITS: Limits = {
  questions: undefined,
  reports: undefined,
  tokens: undefined,
  batchesAtOnce: undefined,
};

const limited = (seconds = 60): ClientLimits =>
  new ClientLimits({ ...NO_LIMITS, reports: { count: 10, seconds }, batchesAtOnce: 2 });
const ONE_SECOND = /^1$/;
/** The rest of a one-minute window, some seconds of which may have passed on a busy machine. */
const ABOUT_A_MINUTE = /^(60|5\d)$/;
const refusal = (retryAfter: RegExp) =>
  expect.objectContaining({
    code: 'rate-limited',
    options: expect.objectContaining({ headers: { 'retry-after': expect.stringMatching(retryAfter) } }),
  });

test('each client has a limit of its own', async () => {
  const limits = limited();
  for (let taken = 0; taken < 10; taken += 1) await limits.take('reports', 'a');
  await expect(limits.take('reports', 'a')).rejects.toEqual(refusal(ABOUT_A_MINUTE));
  await expect(limits.check('reports', 'a')).rejects.toEqual(refusal(ABOUT_A_MINUTE));
  await limits.take('reports', 'b', 10);
});

test('a report that does not fit is not counted: a smaller one after it fits', async () => {
  const limits = limited();
  await limits.take('reports', 'a', 6);
  await expect(limits.take('reports', 'a', 5)).rejects.toEqual(refusal(ABOUT_A_MINUTE));
  await limits.take('reports', 'a', 4);
  await expect(limits.take('reports', 'a')).rejects.toEqual(refusal(ABOUT_A_MINUTE));
});

test('a batch larger than the limit passes alone, and nothing after it', async () => {
  const limits = limited();
  await limits.take('reports', 'a', 25);
  await expect(limits.take('reports', 'a')).rejects.toEqual(refusal(ABOUT_A_MINUTE));
});

test('after the window a client has room again', async () => {
  const limits = limited(3);
  await limits.take('reports', 'a', 10);
  await expect(limits.take('reports', 'a')).rejects.toEqual(refusal(/^[123]$/));
  await pause(3_050);
  await limits.take('reports', 'a', 10);
});

test('a place for a batch can be used again once it is given back', async () => {
  const limits = limited();
  const leave = limits.occupy('a');
  limits.occupy('a');
  expect(() => limits.occupy('a')).toThrow(refusal(ONE_SECOND));
  limits.occupy('b');
  leave();
  expect(limits.occupy('a')).toBeInstanceOf(Function);
});

test('without limits nothing is refused', async () => {
  const limits = new ClientLimits(NO_LIMITS);
  await limits.take('questions', 'a', 1_000_000);
  await limits.take('questions', 'a', 1_000_000);
  for (let batch = 0; batch < 100; batch += 1) expect(limits.occupy('a')).toBeInstanceOf(Function);
});
