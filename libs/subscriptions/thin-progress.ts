import type { Pool } from 'pg';

const MINUTE_MS = 60_000;
/** Rows younger than this say to the millisecond when a report became visible, older ones to the minute. */
const EXACT_MS = 60 * MINUTE_MS;
/** Rows older than this say it to the hour. */
const BY_MINUTE_MS = 31 * 24 * 60 * MINUTE_MS;
/** Between two rounds. */
const PAUSE_MS = 10 * MINUTE_MS;

/**
 * Keeps `feed.progress` small: of an older minute or hour the last row stays. What it covers is then said to have become visible at
 * that row's time, up to a minute or an hour later than it was, and never earlier.
 */
export class ProgressThinning {
  #notBefore = 0;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** @returns how many rows were taken away; a round that comes too soon takes none */
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
         partition by reader, date_trunc(case when at < $2 then 'hour' else 'minute' end, at) order by xid desc, position desc) as nth
       from feed.progress where at < $1) fine
     where nth > 1 and p.ctid = fine.place`,
    [before(EXACT_MS), before(BY_MINUTE_MS)],
  );
  return rowCount ?? 0;
}
