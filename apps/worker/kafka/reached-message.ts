import { WIRE_PREFIX } from '#events/catalogue';
import type { Checkpoint } from '#libs/subscriptions';
import type { OutgoingMessage, ReceivedMessage } from '#libs/kafka';
import { CLOUD_EVENT } from './event-message.ts';
import { EVENTS_TOPIC } from './topics.ts';

/** Ends a page in every partition: all events of the log up to here precede this message in the partition. */
export interface Reached extends Checkpoint {
  /** Sequence before the page's first event, and of its last. */
  readonly from: number;
  readonly to: number;
  /** The page's last event, in any partition: shows whether the log still holds what was published. */
  readonly lastEventId: string;
}

const TYPE = 'feed-reached.v1';

/** One per partition: a partition without events of the page has advanced as far as the others. */
export function reachedMessages(reached: Reached, partitions: number, time: string): OutgoingMessage[] {
  const { from, to, xid, position, applied, lastEventId } = reached;
  const data = { from, to, xid, position, applied, lastEventId };
  const value = JSON.stringify({
    specversion: '1.0',
    id: `feed-reached-${to}`,
    source: '/systems/ungestatus/reporters/ungestatus',
    type: `${WIRE_PREFIX}${TYPE}`,
    time,
    datacontenttype: 'application/json',
    data,
  });
  const headers = { 'content-type': CLOUD_EVENT, 'event-type': TYPE, sequence: String(to) };
  return Array.from({ length: partitions }, (_, partition) => ({
    topic: EVENTS_TOPIC,
    partition,
    key: null,
    headers,
    value,
  }));
}

/** @returns undefined for every other message */
export function toReached({ headers, value }: ReceivedMessage): Reached | undefined {
  return headers['event-type'] === TYPE ? (JSON.parse(value) as { data: Reached }).data : undefined;
}
