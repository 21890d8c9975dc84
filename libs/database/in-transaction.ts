import type { ClientBase, Pool, PoolClient, QueryResult } from 'pg';

export interface TransactionOptions<T> {
  /** Replaces `begin`: isolation, settings and locks that come before the work. */
  readonly begin?: string;
  /** Decides by the result whether to commit; rolls back if false. */
  readonly keeps?: (result: T) => boolean;
  /**
   * `end-session`: a COPY that broke off may still be sending, so a failure ends the session and the transaction with
   * it.
   */
  readonly onFailure?: 'roll-back' | 'end-session';
}

type Work<Client, T> = (client: Client, begun: readonly QueryResult[]) => Promise<T>;

/**
 * Runs the work in a transaction of its own; rolls back if it throws. The work receives the results of the statements
 * in `begin`. A connection that cannot roll back is closed. Every transaction of the product runs here
 * (test/architecture).
 */
export async function inTransaction<T>(
  pool: Pool,
  work: Work<PoolClient, T>,
  options: string | TransactionOptions<T> = {},
): Promise<T> {
  const { begin, keeps, onFailure } = typeof options === 'string' ? { begin: options } : options;
  const client = await pool.connect();
  try {
    const result = await runOn(client, work, { begin, keeps });
    client.release();
    return result;
  } catch (error) {
    if (onFailure === 'end-session') client.release(error instanceof Error ? error : true);
    else
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
    throw error;
  }
}

/** As `inTransaction`, on a connection that the caller holds and releases. */
export async function inTransactionOn<T>(client: ClientBase, work: Work<ClientBase, T>, begin = 'begin'): Promise<T> {
  try {
    return await runOn(client, work, { begin });
  } catch (error) {
    // Ignored: the first failure is the one to report.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function runOn<Client extends ClientBase, T>(
  client: Client,
  work: Work<Client, T>,
  { begin = 'begin', keeps = () => true }: { begin?: string | undefined; keeps?: ((result: T) => boolean) | undefined },
): Promise<T> {
  const begun = await client.query(begin);
  const result = await work(client, [begun].flat());
  await client.query(keeps(result) ? 'commit' : 'rollback');
  return result;
}
