import type { Pool } from 'pg';
import type { MovableClock } from '#libs/clock';

/** Takes the sandbox's clock up where the last run left it, and keeps every later move. */
export async function keepClock(pool: Pool, clock: MovableClock): Promise<void> {
  const { rows } = await pool.query<{ offset_milliseconds: number }>('select offset_milliseconds from sandbox.clock');
  clock.offsetMilliseconds = rows[0]?.offset_milliseconds ?? 0;
  clock.onMoved(async () => {
    await pool.query(
      `insert into sandbox.clock (offset_milliseconds) values ($1)
       on conflict (only_row) do update set offset_milliseconds = excluded.offset_milliseconds`,
      [Math.round(clock.offsetMilliseconds)],
    );
  });
}
