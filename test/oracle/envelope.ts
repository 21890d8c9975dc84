import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';

/** A report of a test; its envelope follows from its place. */
export interface Draft {
  readonly type: PersonEvent['type'];
  readonly reporter: string;
  readonly data: object;
}

/** The id of the nth draft, independent of its place in the stream. */
export function idOf(draft: number): string {
  return `00000000-0000-5000-8000-${String(draft).padStart(12, '0')}`;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function occurredOn(data: object): Day {
  return (
    Object.values(data).find((value): value is Day => typeof value === 'string' && DAY.test(value)) ?? '2020-01-01'
  );
}

/** The stored event of a draft at a position; moments follow the position, so later positions are recorded later. */
export function stored(draft: Draft, number: number, position: number, version: number): PersonEvent {
  const moment = new Date(Date.UTC(2015, 0, 1) + position * 3_600_000).toISOString();
  return {
    type: draft.type,
    data: draft.data,
    position,
    version,
    stream: 'person-1',
    eventId: idOf(number),
    source: `/systems/test/reporters/${draft.reporter}`,
    senderId: `report-${number}`,
    reporter: draft.reporter,
    occurredOn: occurredOn(draft.data),
    registeredAt: null,
    receivedAt: moment,
    recordedAt: moment,
  } as unknown as PersonEvent;
}

/** The history after the first `count` events. */
export function prefixOf(history: PersonHistory, count: number): PersonHistory {
  return { ...history, events: history.events.slice(0, count) };
}
