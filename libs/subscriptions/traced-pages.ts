import type { Pool } from 'pg';
import { type FeedEntry, findTraceparents } from '#libs/event-store';
import type { Tracing } from '#libs/telemetry';
import type { FollowerOptions } from './follower.ts';

/**
 * The most spans of one page that are added to the reports' own traces; a page of an import holds hundreds of events.
 */
const MOST_MARKS = 50;

/**
 * Makes a span for every page a reader applies, and in each report's own trace a span for when this reader had applied
 * it: a report's way from accepted to visible is one trace.
 * @returns undefined if tracing is off, so that pages are not wrapped
 */
export function tracedPages(pool: Pool, tracing: Tracing, now: () => Date): FollowerOptions['around'] {
  if (!tracing.on) return undefined;
  return async (reader, events, work) => {
    const traceparents = await tracesOf(pool, events);
    const since = now();
    const page = tracing.start(`${reader} page`, {
      kind: 'consumer',
      links: traceparents,
      since,
      attributes: { reader, events: events.length },
    });
    try {
      const result = await page.within(work);
      page.end();
      for (const parent of traceparents) {
        tracing
          .start(`${reader} applied`, {
            parent,
            links: [page.traceparent],
            kind: 'consumer',
            since,
            attributes: { reader },
          })
          .end();
      }
      return result;
    } catch (error) {
      page.end({ failed: true });
      throw error;
    }
  };
}

/** A failure to read traces must not stop a page: the page then runs without them. */
function tracesOf(pool: Pool, events: readonly FeedEntry[]): Promise<string[]> {
  const positions = events.map(({ position }) => position);
  return findTraceparents(pool, positions, MOST_MARKS).catch(() => []);
}
