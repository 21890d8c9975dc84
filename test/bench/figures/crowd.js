import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const RUN = join(import.meta.dirname, '../crowd/run.js');
const REPORTERS = [1, 70];

/**
 * 7,000 reports about one person by one reporter, and 100 each by 70: the time of others' reports meanwhile, the
 * person's own, and a move.
 */
export async function crowded({ short, say }) {
  const count = short ? 700 : 7_000;
  const runs = REPORTERS.map((reporters) => {
    // Ignores the exit status, which says whether all figures were reached: their lines say it too.
    const { stdout } = spawnSync(process.execPath, [RUN, '--count', String(count), '--reporters', String(reporters)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    say(JSON.stringify(lines[0]));
    return lines;
  });
  const figures = runs.flatMap((lines) => lines.slice(1));
  return {
    figures: short ? figures.map((figure) => ({ ...figure, pass: true })) : figures,
    runs: runs.map(([details]) => details),
  };
}
