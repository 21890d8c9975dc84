import type { Pool } from 'pg';
import type { MovableClock } from '#libs/calendar';
import { earliestTime } from '#libs/event-store';

/**
 * Sets the sandbox's clock to the last run's final moment, and stores every later move. If that moment lies before the
 * newest record (the machine's own clock was set back, or the data are from elsewhere), the clock continues from the
 * earliest possible moment, and a line is printed.
 */
export async function keepClock(pool: Pool, clock: MovableClock, print: (line: string) => void): Promise<void> {
  const { rows } = await pool.query<{ offset_milliseconds: number }>('select offset_milliseconds from sandbox.clock');
  clock.offsetMilliseconds = rows[0]?.offset_milliseconds ?? 0;
  clock.onMoved(async () => {
    await pool.query(
      `insert into sandbox.clock (offset_milliseconds) values ($1)
       on conflict (only_row) do update set offset_milliseconds = excluded.offset_milliseconds`,
      [Math.round(clock.offsetMilliseconds)],
    );
  });
  const earliest = await earliestTime(pool);
  if (clock.now() >= earliest) return;
  print(
    `The sandbox's clock would stand before what is recorded already; it goes on from ${earliest.toISOString()}. ` +
      'A new data folder begins anew.',
  );
  await clock.set(earliest);
}
