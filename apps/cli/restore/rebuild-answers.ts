import { rebuildAll } from '#libs/backup';
import type { Parts } from '../../service/parts.ts';
import { keepClock } from '../../sandbox/clock/kept-clock.ts';
import { knowledgeProjections } from '../../worker/projections.ts';
import { type Progress, showProgress } from '../progress.ts';

/** Fills every projection from the log, telling how far it is; what fails is left to the worker. */
export async function rebuildAnswers({ pool, store, rules, clock, config }: Parts): Promise<void> {
  if (config.mode === 'sandbox') await keepClock(pool, clock, console.log);
  const { rows } = await pool.query<{ persons: number }>('select count(*) as persons from person_keys.persons');
  let shown: { name: string; progress: Progress } | undefined;
  const rebuilt = await rebuildAll(pool, knowledgeProjections(rules), {
    epoch: await store.epoch(),
    now: () => clock.now(),
    progress: (name, persons) => {
      if (shown?.name !== name) {
        shown?.progress.stop();
        shown = { name, progress: showProgress(`Rebuilding ${name}`, rows[0]?.persons ?? null, 'persons') };
      }
      shown.progress.update(persons);
    },
  });
  shown?.progress.stop();
  for (const { projection, report, failure } of rebuilt) {
    if (report) console.log(`${projection}: ${report.rows} rows for ${report.persons} persons.`);
    else
      console.error(
        `${projection} could not be rebuilt; its reader does it from the start once the service runs:`,
        failure,
      );
    if (!report) process.exitCode = 1;
  }
}
