import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { PersonHistory } from '#events/person-event';
import { EMPTY_STREAM, type NewEvent, PostgresEventStore } from '#libs/event-store';
import { Follower, type FollowerOptions, type Reader } from '#libs/subscriptions';
import type { KnowledgeProjection } from '#libs/bitemporal';
import { insertPersons, Keyring, createPerson } from '#libs/persons';
import { loggedEvents } from '../given/logged-history.ts';
import { syntheticNumber } from '../service/reports.ts';

const keyring = new Keyring(Buffer.alloc(32, 7));
export const NOW = new Date('2026-06-15T06:00:00Z');
let serial = 0;

/** People with histories that come into the log step by step, and readers that follow. */
export class People {
  readonly store: PostgresEventStore;
  private readonly streams: NewEvent[][] = [];

  constructor(readonly pool: Pool) {
    this.store = new PostgresEventStore(pool);
  }

  /**
   * Registers persons.
   * @returns their keys
   */
  async register(histories: readonly PersonHistory[]): Promise<string[]> {
    const born = histories.map((history) => ({ history, person: randomUUID() }));
    const met = born.map(({ person, history }) =>
      createPerson(keyring, person, syntheticNumber(history.numberBirthDate, (serial += 1)), history.numberBirthDate),
    );
    await this.store.append([], new Map(), (client) => insertPersons(client, met, NOW.toISOString()));
    this.streams.push(...born.map(({ history, person }) => loggedEvents(history, person)));
    return born.map(({ person }) => person);
  }

  /** Appends that many more events of all persons that have any left, or of these persons only. */
  async append(many: number, only?: readonly string[]): Promise<void> {
    for (const stream of this.streams) {
      if (only && !only.includes(stream[0]?.stream ?? '')) continue;
      const events = stream.splice(0, many);
      const [first] = events;
      if (!first) continue;
      const head = first.version === 1 ? EMPTY_STREAM : await this.store.readHead(first.stream);
      await this.store.append(events, new Map([[first.stream, head]]));
    }
  }

  async follow(reader: Reader, pageSize: number, options: Partial<FollowerOptions> = {}): Promise<void> {
    const follower = new Follower(this.pool, this.store, reader, { pageSize, now: () => NOW, ...options });
    while ((await follower.step()) === 'applied');
  }
}

/** The projection with a bug that some events trigger until it is repaired. */
export function withBug(
  projection: KnowledgeProjection,
  poison: ReadonlySet<string>,
  bug: { mended: boolean },
): KnowledgeProjection {
  return {
    ...projection,
    beliefs: (known) => {
      if (!bug.mended && known.events.some(({ eventId }) => poison.has(eventId)))
        throw new RangeError('a fold that fails');
      return projection.beliefs(known);
    },
  };
}

/** The same question with rows and checkpoint of its own: the rows without any failure. */
export async function neverParked(pool: Pool, projection: KnowledgeProjection): Promise<KnowledgeProjection> {
  const table = `${projection.table}_never_parked`;
  await pool.query(`drop table if exists ${table}; create table ${table} (like ${projection.table} including all)`);
  return { ...projection, name: `${projection.name}-never-parked`, table };
}

/** Persons whose rows differ between two tables. */
export async function differingPersons(
  pool: Pool,
  one: KnowledgeProjection,
  other: KnowledgeProjection,
): Promise<string[]> {
  const rows = (from: string, without: string): string =>
    `(select person, t::text from ${from} t except all select person, t::text from ${without} t)`;
  const { rows: found } = await pool.query<{ person: string }>(
    `select distinct person from (${rows(one.table, other.table)} union all ${rows(other.table, one.table)}) differing`,
  );
  return found.map(({ person }) => person);
}
