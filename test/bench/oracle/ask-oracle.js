import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spellReader } from '../load/asked-status.js';
import { loadHistories } from '../product.js';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * Asks the product each question and compares the answers with the oracle, which runs from source in a process of its
 * own.
 */
export async function wrongAnswers(pool, asked) {
  const histories = await loadHistories(pool, [...new Set(asked.map(({ person }) => person))]);
  const first = new Map(histories.map(({ person, events }) => [person, events[0].position]));
  const answers = [];
  const spellOf = spellReader(pool);
  for (const { person, day, position } of asked) {
    // Skips positions before the first event of the person: no table has a row there, and the service answers from the
    // birth date (its own specs).
    if (position < first.get(person)) continue;
    const { status, reason = null, since, until } = (await spellOf({ person, day, position })) ?? {};
    answers.push({ person, day, position, said: { status, reason, since, until } });
  }
  const file = join(tmpdir(), `bench-oracle-${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ histories, answers }));
  try {
    const hook = join(ROOT, 'libs/testing/typescript.js');
    const said = execFileSync(process.execPath, ['--import', hook, join(import.meta.dirname, 'judge.js'), file], {
      cwd: ROOT,
      maxBuffer: 1e8,
    });
    return JSON.parse(said.toString());
  } finally {
    rmSync(file, { force: true });
  }
}
