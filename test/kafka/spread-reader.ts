import type { Pool, PoolClient } from 'pg';
import { PostgresEventStore, type FeedEntry } from '#libs/event-store';
import { Lead, type Reader, spreadReader } from '#libs/subscriptions';
import { PartitionReader } from '#apps/worker/kafka/partition-reader';
import { Relay } from '#apps/worker/kafka/relay';
import { EVENTS_TOPIC, RELAY } from '#apps/worker/kafka/topics';
import { newEvent } from '../given/new-event.ts';
import { MemoryBroker } from './memory-broker.ts';
import { createRuleBook } from '../../libs/rules/create-rule-book.ts';
import { DANISH_RULES } from '../../libs/rules/rules.data.ts';

export const PARTITIONS = 4;
const now = () => new Date('2026-06-15T06:00:00Z');

/** A log, a relay and the members of one reader's group, around a double of the broker. */
export class SpreadReader {
  readonly broker = new MemoryBroker(PARTITIONS);
  readonly store: PostgresEventStore;
  readonly faults: string[] = [];

  constructor(
    readonly pool: Pool,
    readonly reader: Reader,
  ) {
    this.store = new PostgresEventStore(pool);
  }

  relay(pageSize = 3, mostBytes?: number): Relay {
    const { pool, store, broker } = this;
    const rules = createRuleBook(DANISH_RULES);
    const onError = (where: string): void => void this.faults.push(where);
    const sizes = { partitions: PARTITIONS, pageSize, ...(mostBytes === undefined ? {} : { mostBytes }) };
    return new Relay(pool, store, broker, new Lead(pool, RELAY), rules, now, onError, sizes);
  }

  async publishAll(relay = this.relay()): Promise<void> {
    try {
      while ((await relay.step()) === 'applied');
    } finally {
      await relay.close();
    }
  }

  async spread(): Promise<void> {
    await spreadReader(this.pool, this.reader.name, {
      epoch: await this.store.epoch(),
      partitions: PARTITIONS,
      cluster: this.broker.cluster,
      at: now(),
    });
  }

  member(reader: Reader = this.reader): PartitionReader {
    const onError = (_where: string, error: unknown) => void this.faults.push((error as Error).message);
    return new PartitionReader(reader, this.pool, this.broker.cluster, now, onError);
  }

  /** Reads a partition to its end as the broker would deliver it; `most` messages a batch. */
  async drain(member: PartitionReader, partition: number, most = 1_000): Promise<void> {
    let from = await member.startOf(partition);
    for (;;) {
      const batch = this.broker.batchOf(EVENTS_TOPIC, partition, from, most);
      if (batch.messages.length === 0) return;
      from = await member.take(batch);
    }
  }

  async drainAll(member = this.member()): Promise<void> {
    for (let partition = 0; partition < PARTITIONS; partition += 1) await this.drain(member, partition);
  }

  /** Appends events of people, two each by default. */
  async append(persons: readonly string[], versions: readonly number[] = [1, 2]): Promise<void> {
    for (const person of persons) {
      const head = await this.store.readHead(person);
      await this.store.append(
        versions.map((version) => newEvent(person, version)),
        new Map([[person, head]]),
      );
    }
  }
}

export const APPLIED_TABLE =
  'create table applied (reader text, stream uuid, version int, place bigint generated always as identity)';

/** Writes a row per event. No key forbids a second one, so that a page applied twice is visible. */
export function noting(name: string, after: () => Promise<void> = async () => undefined): Reader {
  return {
    name,
    async apply(client: PoolClient, events: readonly FeedEntry[]) {
      await client.query(
        'insert into applied (reader, stream, version) select $1, * from unnest($2::uuid[], $3::int[])',
        [name, events.map(({ stream }) => stream), events.map(({ version }) => version)],
      );
      await after();
    },
  };
}

/** The versions applied of each stream in their order; each different list once. */
export async function appliedBy(pool: Pool, reader: string): Promise<string[]> {
  const { rows } = await pool.query<{ versions: string }>(
    `select distinct coalesce(string_agg(a.version::text, ',' order by place), 'none') as versions
     from (select distinct stream from log.events) e left join applied a on a.stream = e.stream and reader = $1
     group by e.stream order by 1`,
    [reader],
  );
  return rows.map(({ versions }) => versions);
}
