import type { Pool, PoolClient } from 'pg';

/** Work that is on its way or waiting in this process, by name. */
const latest = new Map<string, Promise<unknown>>();

/** Runs work of one name one after the other, in this process; what waits holds no connection. */
export function inTurnFor<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = latest.get(name) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(work);
  latest.set(name, mine);
  const forget = (): void => void (latest.get(name) === mine && latest.delete(name));
  mine.then(forget, forget);
  return mine;
}

/**
 * Runs work on a connection while nobody else runs work under the same name, in any process. A lock taken inside the
 * transaction would come too late: its snapshot would be older than what the one before has written.
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
    // The lock is the connection's: one that could not give it back is thrown away.
    client.release(broken);
  }
}
