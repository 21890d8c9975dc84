import { setTimeout as pause } from 'node:timers/promises';

/** The shortest time a look-up takes, and what each number more adds: above what the database needs on a busy machine. */
const LEAST_MILLISECONDS = 50;
const EACH_MILLISECONDS = 0.3;

/**
 * Answers, or fails, at the next tick of a clock that counts from the call: how long the database worked, and so whether the
 * numbers were found, does not show (docs/adr/0020).
 */
export async function answerAtTick<Answer>(numbers: number, work: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  const tick = LEAST_MILLISECONDS + EACH_MILLISECONDS * numbers;
  try {
    return await work();
  } finally {
    const taken = performance.now() - began;
    await pause(Math.ceil(taken / tick) * tick - taken);
  }
}
