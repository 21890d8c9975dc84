import type { EventType } from '#events/person-event';
import { namesYoungPerson } from '#events/sealed';
import { seal, unseal } from './keyring.ts';
import { type NameKey, openByNameKey, sealByNameKey } from './name-keys.ts';
import type { KnownPerson } from './persons.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Encrypts an event's sealed fields with the person's key or the event's own, bound to the event; null if there are none. */
export function sealFields(key: KnownPerson | NameKey, eventId: string, sealed: Fields): Buffer | null {
  if (Object.keys(sealed).length === 0) return null;
  const text = JSON.stringify(sealed);
  return 'dataKey' in key
    ? seal(key.dataKey(), contextOf(eventId), text)
    : sealByNameKey(key, contextOf(eventId), text);
}

/** The sealed fields of an event, with what decides which key opens them. */
export interface SealedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
}

/** Whether an event's sealed fields open with a key of its own. */
export function isSealedByNameKey({ type, data, sealed }: Omit<SealedEvent, 'eventId'>): boolean {
  return sealed !== null && namesYoungPerson(type as EventType, data as Fields);
}

/**
 * The sealed fields of an event; empty if it has none, or if their own key is destroyed.
 * @param nameKey the event's own key as it is kept, if it has one
 * @throws when the key is not the right one
 */
export function unsealFields(person: KnownPerson, event: SealedEvent, nameKey?: Buffer): Record<string, unknown> {
  const { eventId, sealed } = event;
  if (sealed === null) return {};
  if (!isSealedByNameKey(event))
    return JSON.parse(unseal(person.dataKey(), contextOf(eventId), sealed)) as Record<string, unknown>;
  return nameKey === undefined
    ? {}
    : (JSON.parse(openByNameKey(person, nameKey, contextOf(eventId), sealed)) as Record<string, unknown>);
}

function contextOf(eventId: string): string {
  return `event:${eventId}`;
}
