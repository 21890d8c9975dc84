import { SingleBar } from 'cli-progress';

/** Progress: a bar on a terminal; an occasional line if the output is a file. */
export interface Progress {
  update(done: number, words?: string): void;
  stop(): void;
}

const LINE_EVERY_MILLISECONDS = 2_000;

/** @param total null if unknown: only a count is shown then */
export function showProgress(label: string, total: number | null, unit: string): Progress {
  if (!process.stderr.isTTY || total === null) return lines(label, total, unit);
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage}% {value}/{total} ${unit} {words}`,
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(total, 0, { words: '' });
  return { update: (done, words = '') => bar.update(Math.min(done, total), { words }), stop: () => bar.stop() };
}

function lines(label: string, total: number | null, unit: string): Progress {
  let last = performance.now();
  let latest = '';
  const write = () => process.stderr.write(`${latest}\n`);
  return {
    update(done, words = '') {
      latest = `${label}: ${done}${total === null ? '' : ` of ${total}`} ${unit} ${words}`.trimEnd();
      if (performance.now() - last < LINE_EVERY_MILLISECONDS) return;
      last = performance.now();
      write();
    },
    stop: () => (latest === '' ? undefined : write()),
  };
}
