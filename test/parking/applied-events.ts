import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { type FeedEntry, PostgresEventStore } from '#libs/event-store';
import { findBehind, Follower, type FollowerOptions, type Reader } from '#libs/subscriptions';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { newEvent } from '../given/new-event.ts';

export const NOW = new Date('2026-06-15T06:00:00Z');

/** New streams. */
export const someone = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

export async function drain(follower: Follower): Promise<number> {
  let pages = 0;
  while ((await follower.step()) === 'applied') pages += 1;
  return pages;
}

/** A database of its own with readers that write a row into `applied` for each event they apply. */
export class AppliedEvents {
  readonly store: PostgresEventStore;

  private constructor(private readonly opened: TestDatabase) {
    this.store = new PostgresEventStore(opened.database.pool);
  }

  static async open(): Promise<AppliedEvents> {
    const applied = new AppliedEvents(await testDatabase({ poolSize: 8 }));
    await applied.pool.query(
      `create table applied (reader text, stream uuid, version int check (version <> 99),
       place bigint generated always as identity)`,
    );
    return applied;
  }

  get pool(): TestDatabase['database']['pool'] {
    return this.opened.database.pool;
  }

  drop(): Promise<void> {
    return this.opened.drop();
  }

  /** A reader that writes a row per event; `fails` throws for the events that it cannot apply. */
  readerOf(name: string, fails: (event: FeedEntry, client: PoolClient) => unknown): Reader {
    return {
      name,
      parksPersons: true,
      apply: async (client, events) => {
        await client.query(
          'insert into applied (reader, stream, version) select $1, * from unnest($2::uuid[], $3::int[])',
          [name, events.map(({ stream }) => stream), events.map(({ version }) => version)],
        );
        for (const event of events) await fails(event, client);
      },
    };
  }

  follow(reader: Reader, options: Partial<FollowerOptions> = {}): Follower {
    return new Follower(this.pool, this.store, reader, { pageSize: 7, now: () => NOW, ...options });
  }

  /** Moves the checkpoint of a new reader to the end of the log. */
  async skipTo(name: string): Promise<void> {
    await drain(
      this.follow(
        this.readerOf(name, () => undefined),
        { pageSize: 5_000 },
      ),
    );
  }

  /** Appends `rounds` events to each stream, interleaved. */
  async appendRounds(streams: readonly string[], rounds: number, from = 1): Promise<void> {
    for (let version = from; version < from + rounds; version += 1)
      await this.store.append(
        streams.map((stream) => newEvent(stream, version)),
        new Map(),
      );
  }

  async behind(person: string, reader: string) {
    return (await findBehind(this.pool, [person], [reader])).get(person);
  }

  async eventIdOf(stream: string, version: number): Promise<string> {
    const { rows } = await this.pool.query<{ event_id: string }>(
      'select event_id from log.events where stream = $1 and version = $2',
      [stream, version],
    );
    return rows[0]?.event_id ?? '';
  }

  /** The versions that a reader applied of a stream, in the order of the rows. */
  async versionsOf(reader: string, stream: string): Promise<string> {
    const { rows } = await this.pool.query<{ versions: string | null }>(
      `select string_agg(version::text, ',' order by place) as versions from applied where reader = $1 and stream = $2`,
      [reader, stream],
    );
    return rows[0]?.versions ?? '';
  }
}
