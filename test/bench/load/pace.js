import { fork } from 'node:child_process';
import { join } from 'node:path';
import { percentile, rounded } from '../protocol/statistics.js';

/** Sends calls at a fixed pace for that long. Returns their times in milliseconds and the counts of statuses. */
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
    // The exit of a process can be seen before its last message; its channel closes after that.
    child.on('disconnect', () => reject(new Error('the load ended before it told what it saw')));
  });
}
