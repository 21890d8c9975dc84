import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#libs/database';
import { analyzeLog, continueAfterLog, holdLog, renewTransactionIds } from '#libs/event-store';
import { forgetKafka, forgetReaders, keepProgress, placeByPosition } from '#libs/subscriptions';

export interface Adopting {
  readonly epoch: string;
  /** Readers whose tables are rebuilt, and those tables: they are emptied and start at the beginning of the log. */
  readonly rebuilt: readonly { readonly name: string; readonly table: string }[];
}

/**
 * Adopts a log that has transaction ids of another cluster (a dump, a logical copy): every event gets the lowest
 * possible id, so that events come in the order of their positions and new ones after them. Runs in one transaction,
 * with no other session at work.
 * @returns the number of events
 */
export async function adoptLog(pool: Pool, adopting: Adopting): Promise<number> {
  const events = await inTransaction(
    pool,
    async (client) => {
      await settleReaders(client, adopting);
      await renewTransactionIds(client);
      await keepProgress(client);
      return continueAfterLog(client);
    },
    { begin: 'begin; set local idle_in_transaction_session_timeout to 0', onFailure: 'end-session' },
  );
  await analyzeLog(pool);
  return events;
}

/** Runs before the ids are replaced: they determine which events a reader has applied. */
async function settleReaders(client: ClientBase, { epoch, rebuilt }: Adopting): Promise<void> {
  const names = rebuilt.map(({ name }) => name);
  await holdLog(client);
  await forgetReaders(client, names);
  await forgetKafka(client);
  for (const { table } of rebuilt) await client.query(`truncate ${table}`);
  await placeByPosition(client, epoch);
}
