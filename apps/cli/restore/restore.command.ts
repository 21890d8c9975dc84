import { resolve } from 'node:path';
import { compareHeads, restore } from '#libs/backup';
import { verifyChain } from '#libs/event-store';
import type { Parts } from '../../service/parts.ts';
import { knowledgeProjections } from '../../worker/projections.ts';
import { showProgress } from '../progress.ts';
import { withParts } from '../with-parts.ts';
import { refuseLogElsewhere } from './log-elsewhere.ts';
import { rebuildAnswers } from './rebuild-answers.ts';

/** Loads a backup into an empty database, rebuilds the answers, then checks the chain; a service started then goes on. */
export async function restoreBackup(folder: string): Promise<void> {
  refuseLogElsewhere();
  await withParts(async (parts) => {
    const started = performance.now();
    await load(parts, resolve(folder));
    await parts.institutions.refresh();
    await rebuildAnswers(parts);
    await check(parts, resolve(folder));
    console.log(`Restored in ${((performance.now() - started) / 1_000).toFixed(1)} s. Start the service: npm start`);
  });
}

async function load({ pool, store, rules }: Parts, folder: string): Promise<void> {
  let shown: ReturnType<typeof showProgress> | undefined;
  const manifest = await restore(pool, {
    folder,
    epoch: await store.epoch(),
    rebuilt: knowledgeProjections(rules).map(({ name }) => name),
    progress: (table, rows, total) => {
      shown ??= showProgress('Loading', total, 'rows');
      shown.update(rows, table);
    },
  });
  shown?.stop();
  console.log(
    `${manifest.head.events} events up to position ${manifest.head.position}, as of ${manifest.snapshotAt}, are back.`,
  );
}

/** What the database now holds, not what was sent to it. */
async function check({ pool }: Parts, folder: string): Promise<void> {
  const { missing, manifest } = await compareHeads(pool, folder);
  const progress = showProgress('Verifying', manifest.head.events, 'events');
  const { events, breaks } = await verifyChain(pool, (done) => progress.update(done));
  progress.stop();
  if (missing.length === 0 && breaks.length === 0 && events >= manifest.head.events)
    return console.log('Every event is there and the chain holds.');
  console.error(
    `The chain is broken in ${breaks.length} places, ${missing.length} streams lack their end, ${events} of ${manifest.head.events} events ` +
      'are there. If backup verify says the same of the backup, it was so before; else restore again.',
  );
  process.exitCode = 1;
}
