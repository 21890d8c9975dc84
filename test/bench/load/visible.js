import { setTimeout as pause } from 'node:timers/promises';
import { percentile, rounded } from '../protocol/statistics.js';

const LOOK_MILLISECONDS = 4;
const PATIENCE_MILLISECONDS = 300_000;

/**
 * Watches a reader's checkpoint and measures how long after its acceptance each position becomes visible. Polls from
 * outside every few milliseconds: at that moment a question would get the new answer.
 */
export function visibility(pool, reader) {
  const waiting = [];
  const times = [];
  let until = Number.POSITIVE_INFINITY;
  let going = true;
  const watching = (async () => {
    while (going || waiting.length > 0) {
      if (performance.now() > until) throw new Error(`${waiting.length} reports did not become visible to ${reader}`);
      const { rows } = await pool.query({
        name: 'applied',
        text: 'select applied from feed.checkpoints where reader = $1',
        values: [reader],
      });
      const [applied, now] = [Number(rows[0]?.applied ?? 0), performance.now()];
      for (let index = waiting.length - 1; index >= 0; index -= 1) {
        if (waiting[index].position > applied) continue;
        times.push(now - waiting[index].at);
        waiting.splice(index, 1);
      }
      await pause(LOOK_MILLISECONDS);
    }
  })();
  return {
    accepted: (position, at = performance.now()) => void waiting.push({ position, at }),
    async end() {
      going = false;
      until = performance.now() + PATIENCE_MILLISECONDS;
      await watching;
      return {
        reports: times.length,
        p50: rounded(percentile(times, 0.5)),
        p99: rounded(percentile(times, 0.99)),
        most: rounded(Math.max(...times)),
      };
    },
  };
}
