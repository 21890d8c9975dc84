import { WIRE_PREFIX } from '#events/catalogue';
import type { FeedEntry, RecordedEvent } from '#libs/event-store';
import { partitionOf } from '#libs/subscriptions';
import type { OutgoingMessage, ReceivedMessage } from '#libs/kafka';
import { EVENTS_TOPIC } from './topics.ts';

export const CLOUD_EVENT = 'application/cloudevents+json; charset=utf-8';

/**
 * An event as CloudEvents JSON (structured mode). Sealed fields stay in the log; the key is the person's, never a civil
 * number. `sequence` numbers the log's events in feed order: a republished message carries the same number.
 */
export function eventMessage(event: RecordedEvent, sequence: number, partitions: number): OutgoingMessage {
  const { traceparent } = event.meta as { traceparent?: string };
  return {
    topic: EVENTS_TOPIC,
    partition: partitionOf(event.stream, partitions),
    key: event.stream,
    headers: {
      'content-type': CLOUD_EVENT,
      'event-id': event.eventId,
      'event-type': event.type,
      person: event.stream,
      version: String(event.version),
      position: String(event.position),
      sequence: String(sequence),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    value: JSON.stringify({
      specversion: '1.0',
      id: event.eventId,
      source: event.source,
      type: `${WIRE_PREFIX}${event.type}`,
      subject: event.stream,
      time: event.recordedAt,
      datacontenttype: 'application/json',
      sequence: String(sequence),
      position: String(event.position),
      personversion: event.version,
      senderid: event.senderId,
      reporter: event.reporter,
      occurredon: event.occurredOn,
      ...(event.registeredAt === null ? {} : { registeredat: event.registeredAt }),
      receivedat: event.receivedAt,
      data: event.data,
    }),
  };
}

/** The fields of an event that a worker needs; it reads the others in the log. */
export interface PublishedEvent extends FeedEntry {
  readonly sequence: number;
}

/** @returns undefined for messages that are not an event of the log */
export function toPublishedEvent({ headers }: ReceivedMessage): PublishedEvent | undefined {
  const { 'event-id': eventId, 'event-type': type, person: stream, version, position, sequence } = headers;
  if (eventId === undefined || type === undefined || stream === undefined) return undefined;
  return { eventId, type, stream, version: Number(version), position: Number(position), sequence: Number(sequence) };
}
