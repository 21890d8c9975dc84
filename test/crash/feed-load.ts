import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { newEvent } from '../given/new-event.ts';

/** An append whose transaction stays open until `commit`. */
export interface SlowAppend {
  commit(): Promise<void>;
  kill(): Promise<void>;
}

/** @param idleMs the limit of this session's idle time; undefined keeps the service's limit */
export async function slowAppend(pool: Pool, stream: string, idleMs?: number): Promise<SlowAppend> {
  const client: PoolClient = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await client.query(
    `begin; ${idleMs === undefined ? '' : `set local idle_in_transaction_session_timeout = ${idleMs}`}`,
  );
  await client.query(
    `insert into log.events (stream, version, event_id, type, data, occurred_on, received_at, recorded_at, source,
     sender_id, reporter, meta, content_hash, chain)
     values ($1, 1, $2::uuid, 'test-happened.v1', '{}', '2026-06-15', now(), now(), '/systems/t/reporters/900001',
     $2::uuid::text, '900001', '{}', '\\x00', '\\x00')`,
    [stream, randomUUID()],
  );
  return {
    commit: () =>
      client.query('commit').then(
        () => client.release(),
        (error: Error) => (client.release(error), Promise.reject(error)),
      ),
    kill: async () => {
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      client.release(true);
    },
  };
}

/** The appends that were acknowledged: versions by stream; and streams that were never committed. */
export interface Written {
  readonly committed: Map<string, string>;
  readonly given: { events: number; rolledBack: number; killed: number; leftIdle: number; slow: number };
}

type Deed = keyof Written['given'];
const TROUBLE: readonly Deed[] = ['rolledBack', 'killed', 'leftIdle', 'slow', 'slow'];

/** Eight writers: most append at once, some slowly; some roll back, are killed, or go idle in their transaction. */
export async function writeWithTrouble(pool: Pool, events: number, random: () => number): Promise<Written> {
  const store = new PostgresEventStore(pool);
  const written: Written = {
    committed: new Map(),
    given: { events: 0, rolledBack: 0, killed: 0, leftIdle: 0, slow: 0 },
  };
  const plain = async (fails: boolean): Promise<void> => {
    const stream = randomUUID();
    const held = random() / 100;
    const outcome = store.append([newEvent(stream, 1), newEvent(stream, 2)], new Map(), async (client) => {
      await client.query('select pg_sleep($1)', [held]);
      if (fails) throw new Error('rolled back on purpose');
    });
    await outcome.then(
      () => note(written, stream, '1,2'),
      () => (written.given.rolledBack += 1),
    );
  };
  const writer = async (): Promise<void> => {
    while (written.given.events < events) {
      const deed = random() < 0.25 ? TROUBLE[Math.floor(random() * TROUBLE.length)] : undefined;
      if (deed === undefined || deed === 'rolledBack') await plain(deed === 'rolledBack');
      else await slowly(pool, deed, written, random);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  return written;
}

function note({ committed, given }: Written, stream: string, versions: string): void {
  committed.set(stream, versions);
  given.events += versions.split(',').length;
}

async function slowly(pool: Pool, deed: Deed, written: Written, random: () => number): Promise<void> {
  const stream = randomUUID();
  const append = await slowAppend(pool, stream, deed === 'leftIdle' ? 500 : undefined);
  await pause(deed === 'leftIdle' ? 700 : random() * 40);
  if (deed === 'killed') await append.kill();
  else
    await append.commit().then(
      () => note(written, stream, '1'),
      () => undefined,
    );
  written.given[deed] += 1;
}
