import type { Pool } from 'pg';

const MINUTE_MS = 60_000;
/** Rows younger than this record to the millisecond when a report became visible, older ones to the minute. */
const EXACT_MS = 60 * MINUTE_MS;
/** Rows older than this record it to the hour. */
const BY_MINUTE_MS = 31 * 24 * 60 * MINUTE_MS;
/** The minimum pause between two rounds. */
const PAUSE_MS = 10 * MINUTE_MS;

/**
 * Keeps `feed.progress` small: of each older minute or hour only the last row is kept. The events it covers then count
 * as visible from that row's time: up to a minute or an hour later than they were, and never earlier.
 */
export class ProgressThinning {
  #notBefore = 0;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** @returns the number of deleted rows; a round that comes too soon deletes none */
  async run(): Promise<number> {
    if (performance.now() < this.#notBefore) return 0;
    this.#notBefore = performance.now() + PAUSE_MS;
    return thinProgress(this.pool, this.now());
  }
}

export async function thinProgress(pool: Pool, now: Date): Promise<number> {
  const before = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
  const { rowCount } = await pool.query(
    `delete from feed.progress p using (
       select ctid as place, row_number() over (
         partition by reader, date_trunc(case when at < $2 then 'hour' else 'minute' end, at)
         order by xid desc, position desc) as nth
       from feed.progress where at < $1) fine
     where nth > 1 and p.ctid = fine.place`,
    [before(EXACT_MS), before(BY_MINUTE_MS)],
  );
  return rowCount ?? 0;
}
