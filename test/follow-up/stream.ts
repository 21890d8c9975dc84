import { v5 } from 'uuid';
import { startOfDay } from '#libs/calendar';
import type { EventData, EventType, PersonEvent, PersonHistory } from '#events/person-event';
import type { FollowUpFact } from '#events/follow-up/contact/contact.decide';
import type { Day } from '#events/model/stored';
import { eventIdOf } from './scenario.ts';

export const PERSON = '00000000-0000-4000-8000-000000000001';

/** A report of a story. `id` is short; the event id is derived from it. */
export type Draft = {
  [T in Exclude<EventType, `follow-up-${string}`>]: {
    readonly type: T;
    readonly id: string;
    readonly on: Day;
    readonly data: EventData[T];
  };
}[Exclude<EventType, `follow-up-${string}`>];

export const idOf = (id: string): string => v5(id, v5.URL);

const at = (day: Day): string => new Date(Date.parse(startOfDay(day)) + 8 * 3_600_000).toISOString();

function stored(
  version: number,
  fact: Pick<PersonEvent, 'type' | 'eventId' | 'senderId' | 'data' | 'occurredOn'>,
  on: Day,
  reporter: string,
): PersonEvent {
  return {
    ...fact,
    position: version * 10,
    stream: PERSON,
    version,
    source: `/systems/sandbox/reporters/${reporter}`,
    reporter,
    registeredAt: null,
    receivedAt: at(on),
    recordedAt: at(on),
  } as PersonEvent;
}

/** The sender of a report of the type: a contact closes a case only for the municipality that holds it. */
function reporterOf(type: EventType): string {
  if (type === 'became-aware.v1' || type === 'contact-made.v1') return 'municipality-0751';
  return type === 'residence-changed.v1' || type === 'person-registered.v1' ? 'cpr' : '281001';
}

/** A person's stream from reports and the service's own facts, in the order given. */
export function history(entries: readonly (Draft | FollowUpFact)[], numberBirthDate = '2010-03-01'): PersonHistory {
  const events = entries.map((entry, index) =>
    'senderId' in entry
      ? stored(index + 1, { ...entry, eventId: eventIdOf(entry.senderId) }, entry.occurredOn, 'ungestatus')
      : stored(
          index + 1,
          { type: entry.type, eventId: idOf(entry.id), senderId: entry.id, data: entry.data, occurredOn: entry.on },
          entry.on,
          reporterOf(entry.type),
        ),
  );
  return { person: PERSON, numberBirthDate, events };
}

const education = { system: 'uddannelse', code: '1942' };

/** The story of the law: enrolled in August, left on 10 June, reported on Monday 15 June 2026. */
export const ENROLLED: Draft = {
  type: 'enrolment-registered.v1',
  id: 'enrolment',
  on: '2025-08-11',
  data: {
    enrolmentId: 'e1',
    institution: '281001',
    education,
    startsOn: '2025-08-11',
    expectedEndsOn: '2028-06-30',
    kind: 'vocational',
  },
};
export const LIVES = (municipality: string, from: Day, on: Day): Draft => ({
  type: 'residence-changed.v1',
  id: `lives-${municipality}-${from}`,
  on,
  data: { municipality, from },
});
export const INTERRUPTED: Draft = {
  type: 'education-interrupted.v1',
  id: 'interruption',
  on: '2026-06-15',
  data: { enrolmentId: 'e1', lastDay: '2026-06-10', reason: { system: 'afgang', code: '12' } },
};
export const CONTACT = (on: Day, recordedOn: Day): Draft => ({
  type: 'contact-made.v1',
  id: 'contact',
  on: recordedOn,
  data: { on, channel: { system: 'ungestatus', code: 'telephone' }, guardianInvolved: true },
});
export const WITHDRAWN = (target: string, on: Day): Draft => ({
  type: 'report-withdrawn.v1',
  id: `withdrawal-of-${target}`,
  on,
  data: { withdraws: { id: target }, reason: { system: 'ungestatus', code: 'mistake' }, target: idOf(target) },
});
