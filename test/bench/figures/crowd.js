import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const RUN = join(import.meta.dirname, '../crowd/run.js');
const REPORTERS = [1, 70];

/** 7,000 reports about one person by one reporter, and 100 each by 70: others' reports meanwhile, the person's, and a move. */
export async function crowded({ short, say }) {
  const count = short ? 700 : 7_000;
  const runs = REPORTERS.map((reporters) => {
    // Its exit status says whether all figures were reached: so do their lines.
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
