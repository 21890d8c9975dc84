import type { ClientBase, Pool } from 'pg';
import type { KurrentPlace } from './client.ts';

/** Another process has copied further in the meantime: continue from the place it stored. */
export class PlaceMoved extends Error {
  constructor() {
    super('another process copies the log');
  }
}

/** @returns the id of the log of which the database holds a copy; undefined if the log is in PostgreSQL itself */
export async function findCopiedLog(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ log_id: string }>('select log_id from log.kurrent');
  return rows[0]?.log_id;
}

/** Begins the copy. Another process may have begun it at the same time. */
export async function beginCopy(pool: Pool, logId: string): Promise<void> {
  await pool.query('insert into log.kurrent (log_id, updated_at) values ($1, now()) on conflict (one) do nothing', [
    logId,
  ]);
}

/** @returns undefined before the first copied event */
export async function readCopiedPlace(client: ClientBase): Promise<KurrentPlace | undefined> {
  const { rows } = await client.query<{ commit: string | null; prepare: string | null }>(
    'select commit_position::text as commit, prepare_position::text as prepare from log.kurrent',
  );
  const { commit, prepare } = rows[0] ?? {};
  return commit && prepare ? { commit: BigInt(commit), prepare: BigInt(prepare) } : undefined;
}

/** Moves the place, in the transaction that writes the rows before it. @throws PlaceMoved */
export async function moveCopiedPlace(
  client: ClientBase,
  from: KurrentPlace | undefined,
  next: KurrentPlace,
): Promise<void> {
  const { rowCount } = await client.query(
    `update log.kurrent set commit_position = $3, prepare_position = $4, updated_at = now()
     where (commit_position, prepare_position) is not distinct from ($1::numeric, $2::numeric)`,
    [
      from?.commit.toString() ?? null,
      from?.prepare.toString() ?? null,
      next.commit.toString(),
      next.prepare.toString(),
    ],
  );
  if (rowCount !== 1) throw new PlaceMoved();
}
