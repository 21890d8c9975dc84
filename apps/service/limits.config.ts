import { StartupProblem } from '#libs/database';
import type { Limits, Rate } from '#libs/limits';

const RATE = /^([1-9]\d{0,8})\/([1-9]\d{0,4})$/;
const NUMBER = /^\d{1,6}$/;

/**
 * The limits per client. The defaults are above what a system sends on the busiest day of the year and what one machine
 * can take.
 * @throws StartupProblem naming the variable, what is wrong with it and what it should be
 */
export function readLimits(env: NodeJS.ProcessEnv): { readonly limits: Limits; readonly urgentPerSecond: number } {
  return {
    limits: {
      questions: readRate(env, 'LIMIT_QUESTIONS', '20000/10'),
      reports: readRate(env, 'LIMIT_REPORTS', '300000/60'),
      tokens: readRate(env, 'LIMIT_TOKENS', '600/10'),
      batchesAtOnce: env['LIMIT_BATCHES_AT_ONCE'] === 'off' ? undefined : readNumber(env, 'LIMIT_BATCHES_AT_ONCE', '4'),
    },
    urgentPerSecond: readNumber(env, 'URGENT_PER_SECOND', '20'),
  };
}

function readRate(env: NodeJS.ProcessEnv, name: string, fallback: string): Rate | undefined {
  const text = env[name] || fallback;
  if (text === 'off') return undefined;
  const [, count, seconds] = RATE.exec(text) ?? [];
  if (count === undefined)
    throw new StartupProblem(
      'bad-configuration',
      `${name} is "${text}"; it must be a count and seconds, e.g. ${fallback}, or off.`,
    );
  return { count: Number(count), seconds: Number(seconds) };
}

function readNumber(env: NodeJS.ProcessEnv, name: string, fallback: string): number {
  const text = env[name] || fallback;
  if (!NUMBER.test(text))
    throw new StartupProblem('bad-configuration', `${name} is "${text}"; it must be a number, e.g. ${fallback}.`);
  return Number(text);
}
