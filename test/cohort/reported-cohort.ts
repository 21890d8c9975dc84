import fc from 'fast-check';
import type { Pool } from 'pg';
import { listParked, replayParked } from '#libs/subscriptions';
import { type KnowledgeProjection, knowledgeReader, rebuild } from '#libs/bitemporal';
import { educationStatus } from '#projections/education-status/projection';
import { residence } from '#projections/residence/projection';
import { givenRules } from '../given/rules.ts';
import { NOW, People, withBug } from '../rebuild/parked-people.ts';
import { anyPerson } from './reported-people.ts';

const STATUS = educationStatus(givenRules());
/** The status by rules that changed meanwhile: a rebuild gives other rows at positions long past. */
const OTHER_STATUS = educationStatus(givenRules({ id: 'scopeFromAge', from: '2020-01-01', value: 19 }));

/** People, the readers of a cohort's two tables, and everything that can happen to their rows. */
export class ReportedCohort {
  readonly people: People;
  private readonly poison = new Set<string>();
  private readonly bug = { mended: true };
  private rules = STATUS;
  private gap: number | undefined;
  private met = 0;

  constructor(
    private readonly pool: Pool,
    private readonly seed: number,
  ) {
    this.people = new People(pool);
  }

  async register(persons: number): Promise<string[]> {
    return this.people.register(fc.sample(anyPerson, { seed: this.seed + (this.met += 1), numRuns: persons }));
  }

  async append(many = 1): Promise<void> {
    await this.people.append(many);
    await this.follow();
  }

  async follow(pageSize = 1 + (this.seed % 20)): Promise<void> {
    await this.people.follow(knowledgeReader(this.status), pageSize);
    await this.followResidence(pageSize + 3);
  }

  async followResidence(pageSize: number): Promise<void> {
    await this.people.follow(knowledgeReader(residence(givenRules())), pageSize);
  }

  /** Registers new persons; two of three are parked before one of their first events. */
  async park(persons: number): Promise<void> {
    await this.follow();
    const met = await this.register(persons);
    await this.people.append(3, met);
    const { rows } = await this.pool.query<{ event_id: string }>(
      `select distinct on (stream) event_id from log.events where stream = any($1)
       order by stream, md5(event_id::text || $2)`,
      [met.filter((_, index) => index % 3 !== 0), this.seed],
    );
    for (const { event_id } of rows) this.poison.add(event_id);
    this.bug.mended = false;
    await this.follow();
  }

  async replay(): Promise<void> {
    this.bug.mended = true;
    const parts = { pool: this.pool, store: this.people.store, now: () => NOW };
    for (const { person } of await listParked(this.pool, { reader: STATUS.name }))
      await replayParked(parts, knowledgeReader(this.status), person);
  }

  async switchRules(): Promise<void> {
    this.bug.mended = true;
    this.rules = this.rules === STATUS ? OTHER_STATUS : STATUS;
    await this.switchTables();
  }

  async switchTables(): Promise<void> {
    await rebuild(this.pool, this.rules);
    await rebuild(this.pool, residence(givenRules()));
  }

  /** Leaves positions unused now, and gives them later to events that the readers see after their neighbours. */
  async leaveGap(positions: number): Promise<void> {
    const { rows } = await this.pool.query<{ first: number }>(
      `select min(nextval(pg_get_serial_sequence('log.events', 'position'))) as first from generate_series(1, $1)`,
      [positions],
    );
    this.gap ??= rows[0]?.first;
  }

  /** Appends the first events of new persons, at most as many as positions were left. */
  async fillGap(persons: number): Promise<void> {
    if (this.gap === undefined) return;
    const sequence = `pg_get_serial_sequence('log.events', 'position')`;
    const last = await this.head();
    await this.pool.query(`select setval(${sequence}, $1, false)`, [this.gap]);
    await this.people.append(1, await this.register(persons));
    await this.pool.query(`select setval(${sequence}, $1)`, [Math.max(last, this.gap + persons)]);
    this.gap = undefined;
    await this.follow(30);
  }

  async head(): Promise<number> {
    const { rows } = await this.pool.query<{ head: number }>(
      'select coalesce(max(position), 0) as head from log.events',
    );
    return rows[0]?.head ?? 0;
  }

  private get status(): KnowledgeProjection {
    return withBug(this.rules, this.poison, this.bug);
  }
}
