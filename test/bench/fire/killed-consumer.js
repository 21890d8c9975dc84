import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = join(import.meta.dirname, 'consumer.js');

/** Keeps a consumer running and kills it at intervals with SIGKILL, so that it cannot finish anything. */
export function killedConsumer(kind, url, everyMilliseconds) {
  let going = true;
  let kills = 0;
  const start = () => spawn(process.execPath, [PROGRAM, kind, url], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let child = start();
  /** Waits until the consumer reads: killed before that, it would never do anything. */
  const reads = () => Promise.race([once(child, 'message'), once(child, 'exit')]);
  const end = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const killing = (async () => {
    while (going) {
      await reads();
      await pause(everyMilliseconds);
      if (!going) return;
      await end();
      kills += 1;
      child = start();
    }
  })();
  return {
    ready: reads(),
    kills: () => kills,
    /** Stops the kills; the last consumer goes on until `stop`. */
    async spare() {
      going = false;
      await killing;
    },
    stop: end,
  };
}
