import type { Pool, PoolClient } from 'pg';

/** Work that runs or waits in this process, by name. */
const latest = new Map<string, Promise<unknown>>();

/** Runs the work of one name one after the other, in this process. Waiting work holds no connection. */
export function inTurnFor<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = latest.get(name) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(work);
  latest.set(name, mine);
  const forget = (): void => void (latest.get(name) === mine && latest.delete(name));
  mine.then(forget, forget);
  return mine;
}

/**
 * Runs work on a connection while no other work runs under the same name, in any process. A lock taken inside the
 * transaction would come too late: its snapshot would be older than the writes of the work before.
 */
export function aloneFor<T>(pool: Pool, name: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTurnFor(name, () => locked(pool, name, work));
}

async function locked<T>(pool: Pool, name: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    try {
      return await work(client);
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch((reason: unknown) => {
        broken = reason instanceof Error ? reason : new Error('unlocking failed');
      });
    }
  } finally {
    // The lock belongs to the connection: if it could not be released, the connection is closed.
    client.release(broken);
  }
}
