import { hash } from 'node:crypto';
import type { NewEvent } from './event.ts';

/** The text that the hash covers: every column but position and xid, which the database assigns. */
function chainedText(event: NewEvent, dataText: string, metaText: string): string {
  return JSON.stringify([
    event.stream,
    event.version,
    event.eventId,
    event.type,
    dataText,
    event.sealed?.toString('base64') ?? null,
    event.occurredOn,
    event.registeredAt,
    event.receivedAt,
    event.recordedAt,
    event.source,
    event.senderId,
    event.reporter,
    metaText,
    event.contentHash.toString('base64'),
  ]);
}

/** The chain value of an event that follows `previous` in its stream. */
export function chainValue(previous: Buffer, event: NewEvent, dataText: string, metaText: string): Buffer {
  return hash('sha256', Buffer.concat([previous, Buffer.from(chainedText(event, dataText, metaText))]), 'buffer');
}
