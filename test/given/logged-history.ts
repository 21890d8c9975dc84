import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { PersonHistory } from '#events/person-event';
import type { NewEvent } from '#libs/event-store';

const NAMESPACE = '6b1d2c0e-0a52-5b55-9f0a-6a4c3f0c2a11';

/** A history as events to append to the stream of `person`: ids and targets become the person's own. */
export function loggedEvents(history: PersonHistory, person: string): NewEvent[] {
  const idOf = (name: string): string => uuidv5(`${person} ${name}`, NAMESPACE);
  return history.events.map((event, index) => {
    const data = event.data as { target?: string };
    const senderId = idOf(event.eventId);
    return {
      stream: person,
      version: index + 1,
      eventId: senderId,
      type: event.type,
      data: data.target === undefined ? data : { ...data, target: idOf(data.target) },
      sealed: null,
      occurredOn: event.occurredOn,
      registeredAt: event.registeredAt,
      receivedAt: event.receivedAt,
      recordedAt: event.recordedAt,
      source: event.source,
      senderId,
      reporter: event.reporter,
      meta: {
        ...(event.standing === undefined ? {} : { standing: event.standing, waitsFor: event.waitsFor }),
        ...(event.warnings === undefined ? {} : { warnings: event.warnings }),
      },
      contentHash: createHash('sha256').update(senderId).digest(),
    };
  });
}
