import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { FEED_START, PostgresEventStore } from '#libs/event-store';

export interface TestReader {
  /** The versions read, by stream, in the order of reading. */
  readonly seen: Map<string, number[]>;
  /** Every event in the order of reading. */
  readonly order: string[];
  /**
   * Reads one page.
   * @returns the number of its events
   */
  step(): Promise<number>;
  drain(): Promise<void>;
  drainUntil(done: () => boolean): Promise<void>;
}

function readerOf(page: () => Promise<readonly { stream: string; version: number }[]>): TestReader {
  const seen = new Map<string, number[]>();
  const order: string[] = [];
  const step = async (): Promise<number> => {
    const events = await page();
    for (const { stream, version } of events) seen.set(stream, [...(seen.get(stream) ?? []), version]);
    order.push(...events.map(({ stream, version }) => `${stream} ${version}`));
    return events.length;
  };
  const drain = async (): Promise<void> => {
    while ((await step()) > 0);
  };
  const drainUntil = async (done: () => boolean): Promise<void> => {
    while (!done()) {
      await drain();
      await pause(50);
    }
  };
  return { seen, order, step, drain, drainUntil };
}

/** The product's feed. */
export function feedReader(pool: Pool): TestReader {
  const store = new PostgresEventStore(pool);
  let place = FEED_START;
  return readerOf(async () => {
    const page = await store.readFeed(place, 500);
    place = page.next;
    return page.events;
  });
}

/** The same without the safeguard: orders by position and saves the position. Loses events that commit late (H1). */
export function naiveReader(pool: Pool): TestReader {
  let position = 0;
  return readerOf(async () => {
    const { rows } = await pool.query<{ stream: string; version: number; position: number }>(
      'select stream, version, position from log.events where position > $1 order by position limit 500',
      [position],
    );
    position = rows.at(-1)?.position ?? position;
    return rows;
  });
}
