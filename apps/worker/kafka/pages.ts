import type { PartitionPlace } from '#libs/subscriptions';
import type { ReceivedMessage } from '#libs/kafka';
import { type PublishedEvent, toPublishedEvent } from './event-message.ts';
import { type Reached, toReached } from './reached-message.ts';

/** The events of one page of the log that belong to one partition. */
export interface Page {
  readonly events: readonly PublishedEvent[];
  readonly reached: Reached;
  /** The offset after its last message. */
  readonly nextOffset: string;
}

/** The complete pages of a batch; messages after the last page's end are left for the next batch. */
export function pagesOf(messages: readonly ReceivedMessage[]): Page[] {
  const pages: Page[] = [];
  let events: PublishedEvent[] = [];
  for (const message of messages) {
    const event = toPublishedEvent(message);
    const reached = event ? undefined : toReached(message);
    if (event) events.push(event);
    if (!reached) continue;
    pages.push({ events, reached, nextOffset: String(BigInt(message.offset) + 1n) });
    events = [];
  }
  return pages;
}

/** A gap: the topic does not hold the page that comes next. */
export interface Gap {
  /** Sequence that the partition has reached. */
  readonly after: number;
  /** Sequence before the page that was found instead. */
  readonly found: number;
}

export interface Following {
  /** Events that are new to the partition, in feed order. */
  readonly events: readonly PublishedEvent[];
  readonly next: PartitionPlace;
  /** The gap at which it stopped; undefined if every page followed on. */
  readonly gap: Gap | undefined;
}

export interface FollowOptions {
  /** Whether the log holds the page: after a restore to an earlier day the topic holds more than the log. */
  readonly isHeld: (page: Page) => boolean;
  /** Skips pages that do not follow on, without applying them: the missing ones may be published again later. */
  readonly passGaps: boolean;
}

/**
 * Follows pages from the partition's place. Pages applied before are skipped, so that publishing again and reading
 * again have no effect; a page that does not follow on stops it, so that no event is ever left out unnoticed.
 */
export function follow(from: PartitionPlace, pages: readonly Page[], { isHeld, passGaps }: FollowOptions): Following {
  const events: PublishedEvent[] = [];
  let next = from;
  let gap: Gap | undefined;
  for (const page of pages) {
    const { events: published, reached, nextOffset } = page;
    if (!isHeld(page)) {
      next = { ...next, nextOffset };
      continue;
    }
    if (reached.from > next.sequence) {
      gap ??= { after: next.sequence, found: reached.from };
      if (!passGaps) return { events, next, gap };
    } else if (reached.to > next.sequence) {
      const { sequence } = next;
      events.push(...published.filter((event) => event.sequence > sequence));
      const { xid, position, applied, to } = reached;
      next = { ...next, xid, position, applied: Math.max(next.applied, applied), sequence: to };
    }
    next = { ...next, nextOffset };
  }
  return { events, next, gap };
}
