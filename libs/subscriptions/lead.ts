import type { Pool, PoolClient } from 'pg';

/** Elects one of several processes for work that only one may do. If the process dies, its lock is released. */
export class Lead {
  private client: PoolClient | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
  ) {}

  /** Whether this process has the lead; takes the lead if no process has it. */
  async held(): Promise<boolean> {
    if (this.client) return true;
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ got: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
        [this.name],
      );
      if (rows[0]?.got !== true) {
        client.release();
        return false;
      }
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.client = client;
    client.once('error', () => this.release());
    return true;
  }

  /** Ends the session, which releases its lock. */
  release(): void {
    const client = this.client;
    this.client = undefined;
    client?.release(true);
  }
}
