import { fork } from 'node:child_process';
import { join } from 'node:path';
import { percentile, rounded } from '../protocol/statistics.js';

const QUESTIONS_A_SECOND = 200;

/** Live questions during other work, from a process of their own; `end` returns their times in milliseconds. */
export function foreground(url, pace = QUESTIONS_A_SECOND) {
  const child = fork(join(import.meta.dirname, 'ask.js'), [url, String(pace)]);
  const heard = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => reject(new Error('the questions ended before they were told to')));
    });
  const ready = heard();
  return {
    ready,
    async end() {
      await ready;
      const answered = heard();
      child.kill('SIGTERM');
      const times = await answered;
      child.disconnect();
      return { questions: times.length, p50: rounded(percentile(times, 0.5)), p99: rounded(percentile(times, 0.99)) };
    },
  };
}
