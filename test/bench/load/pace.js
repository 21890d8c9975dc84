import { fork } from 'node:child_process';
import { join } from 'node:path';
import { percentile, rounded } from '../protocol/statistics.js';

/** Calls at a fixed pace for so long; how long they took in milliseconds and what was answered. */
export function pace(load) {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'paced.js'));
    child.on('message', (message) => {
      if (message === 'ready') return child.send(load);
      const { times, statuses } = message;
      return resolve({
        calls: times.length,
        statuses,
        p50: rounded(percentile(times, 0.5)),
        p99: rounded(percentile(times, 0.99)),
        most: rounded(Math.max(...times)),
      });
    });
    // A process can be seen to be gone before what it said last: its channel is closed after that.
    child.on('disconnect', () => reject(new Error('the load ended before it told what it saw')));
  });
}
