import type { EventType } from '#events/person-event';
import { upcast, upcastSealed } from '#events/reading/upcast';
import { namesYoungPerson } from '#events/sealed';
import { seal, unseal } from './keyring.ts';
import { type NameKey, openByNameKey, sealByNameKey } from './name-keys.ts';
import type { KnownPerson } from './persons.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Encrypts an event's sealed fields with the person's key or the event's own, bound to the event.
 * @returns null if there are none
 */
export function sealFields(key: KnownPerson | NameKey, eventId: string, sealed: Fields): Buffer | null {
  if (Object.keys(sealed).length === 0) return null;
  const text = JSON.stringify(sealed);
  return 'dataKey' in key
    ? seal(key.dataKey(), contextOf(eventId), text)
    : sealByNameKey(key, contextOf(eventId), text);
}

/** The sealed fields of an event, and the data that determines which key opens them. */
export interface SealedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly sealed: Buffer | null;
}

/** Whether an event's sealed fields open with the event's own key. */
export function isSealedByNameKey({ sealed, ...stored }: Pick<SealedEvent, 'type' | 'data' | 'sealed'>): boolean {
  if (sealed === null) return false;
  const { type, data } = upcast(stored);
  return namesYoungPerson(type as EventType, data as Fields);
}

/**
 * The sealed fields of an event in the present version of its type; empty if it has none, or if their own key is
 * destroyed.
 * @param nameKey the event's own key as stored, if it has one
 * @throws if the key is not the right one
 */
export function unsealFields(person: KnownPerson, event: SealedEvent, nameKey?: Buffer): Record<string, unknown> {
  const { eventId, type, sealed } = event;
  if (sealed === null) return {};
  const isByNameKey = isSealedByNameKey(event);
  if (isByNameKey && nameKey === undefined) return {};
  const text =
    isByNameKey && nameKey !== undefined
      ? openByNameKey(person, nameKey, contextOf(eventId), sealed)
      : unseal(person.dataKey(), contextOf(eventId), sealed);
  return upcastSealed(type, JSON.parse(text) as Record<string, unknown>);
}

function contextOf(eventId: string): string {
  return `event:${eventId}`;
}
