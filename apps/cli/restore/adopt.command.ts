import { adoptLog } from '#libs/backup';
import { isAheadOfCluster } from '#libs/event-store';
import { knowledgeProjections } from '../../worker/projections.ts';
import { withParts } from '../with-parts.ts';
import { refuseLogElsewhere } from './log-elsewhere.ts';
import { rebuildAnswers } from './rebuild-answers.ts';

/** Gives a log that came from another PostgreSQL's dump transaction ids of this one, and rebuilds the answers. */
export async function adopt(): Promise<void> {
  refuseLogElsewhere();
  await withParts(
    async (parts) => {
      const { pool, store, rules } = parts;
      if (!(await isAheadOfCluster(pool)))
        return console.log("The log's transaction ids are this PostgreSQL's own: there is nothing to adopt.");
      const started = performance.now();
      const seconds = (): string => `${((performance.now() - started) / 1_000).toFixed(1)} s`;
      const told = setInterval(() => console.error(`Rewriting the log: ${seconds()}`), 5_000);
      try {
        const rebuilt = knowledgeProjections(rules).map(({ name, table }) => ({ name, table }));
        const events = await adoptLog(pool, { epoch: await store.epoch(), rebuilt });
        console.log(`${events} events adopted in ${seconds()}.`);
      } finally {
        clearInterval(told);
      }
      await rebuildAnswers(parts);
      console.log(`Done in ${seconds()}. Start the service: npm start`);
    },
    { beside: true, anyCluster: true },
  );
}
