import { setTimeout as pause } from 'node:timers/promises';

/** The shortest duration of a look-up, and the addition per number: more than the database needs on a busy machine. */
const LEAST_MILLISECONDS = 50;
const EACH_MILLISECONDS = 0.3;

/**
 * Answers, or fails, at the next tick of a clock that starts with the call, so that the duration does not reveal
 * whether the numbers were found (docs/adr/0020).
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
