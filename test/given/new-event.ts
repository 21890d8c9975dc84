import { createHash, randomUUID } from 'node:crypto';
import type { NewEvent } from '#libs/event-store';

/** An event without meaning, for tests of the log itself. */
export function newEvent(stream: string, version: number, given: Partial<NewEvent> = {}): NewEvent {
  const at = '2026-06-15T06:00:00.000Z';
  const senderId = given.senderId ?? randomUUID();
  return {
    stream,
    version,
    eventId: given.eventId ?? randomUUID(),
    type: 'test-happened.v1',
    data: { senderId },
    sealed: null,
    occurredOn: '2026-06-15',
    registeredAt: null,
    receivedAt: at,
    recordedAt: at,
    source: '/systems/test/reporters/900001',
    senderId,
    reporter: '900001',
    meta: {},
    contentHash: createHash('sha256').update(senderId).digest(),
    ...given,
  };
}
