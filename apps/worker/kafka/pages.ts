import type { PartitionPlace } from '#libs/subscriptions';
import type { ReceivedMessage } from '#libs/kafka';
import { type PublishedEvent, toPublishedEvent } from './event-message.ts';
import { type Reached, toReached } from './reached-message.ts';

/** What one partition got of one page of the log. */
export interface Page {
  readonly events: readonly PublishedEvent[];
  readonly reached: Reached;
  /** The offset after its last message. */
  readonly nextOffset: string;
}

/** The whole pages of a batch; messages after the last page's end are left for the next batch. */
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

/** The topic does not hold the page that comes next. */
export interface Gap {
  /** Sequence the partition stands at. */
  readonly after: number;
  /** Sequence before the page that was found instead. */
  readonly found: number;
}

export interface Following {
  /** What is new to the partition, in feed order. */
  readonly events: readonly PublishedEvent[];
  readonly next: PartitionPlace;
  /** Where it stopped; undefined where every page followed on. */
  readonly gap: Gap | undefined;
}

export interface FollowOptions {
  /** Whether the log holds the page: after a restore to an earlier day the topic knows more than the log. */
  readonly isHeld: (page: Page) => boolean;
  /** Goes past pages that do not follow on, without taking them in: what is missing may come again later. */
  readonly passGaps: boolean;
}

/**
 * Follows pages from where the partition stands. Pages met before are passed over, so that publishing again and reading
 * again have no effect; a page that does not follow on stops it, so that nothing is ever left out unseen.
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
