import type { EventType } from '#events/person-event';
import { namesYoungPerson } from '#events/sealed';
import {
  type Keyring,
  type KnownPerson,
  type NameKey,
  openByNameKey,
  seal,
  sealByNameKey,
  unseal,
} from '#libs/persons';

type Fields = Readonly<Record<string, unknown>>;

/** JSON with sorted keys: the same content is the same text whatever order a sender wrote it in. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(withSortedKeys(value)) ?? 'null';
}

function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  // Without a prototype: a key called __proto__ is a key like any other.
  const sorted = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) sorted[key] = withSortedKeys((value as Fields)[key]);
  return sorted;
}

/** What a report says, as resends are compared: type, time, person and every field. */
export interface SaidContent {
  readonly type: string;
  readonly time: string | null;
  readonly person: string;
  readonly data: Fields;
}

export function contentDigest(keyring: Keyring, said: SaidContent): Buffer {
  return keyring.digestOf(canonicalText(said));
}

/** Encrypts an event's sealed fields with the person's key or the event's own, bound to the event; null if there are none. */
export function sealFields(key: KnownPerson | NameKey, eventId: string, sealed: Fields): Buffer | null {
  if (Object.keys(sealed).length === 0) return null;
  const text = JSON.stringify(sealed);
  return 'dataKey' in key
    ? seal(key.dataKey(), contextOf(eventId), text)
    : sealByNameKey(key, contextOf(eventId), text);
}

/** What is sealed, with what says by which key. */
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

/** JSON pointers of what differs between the first report of an identity and a later one, never the values. */
export function changedFields(first: SaidContent, later: SaidContent): string[] {
  return [
    ...(first.type === later.type ? [] : ['/type']),
    ...(first.time === later.time ? [] : ['/time']),
    ...(first.person === later.person ? [] : ['/data/person']),
    ...differences('/data', first.data, later.data),
  ];
}

function differences(pointer: string, one: unknown, other: unknown): string[] {
  if (canonicalText(one) === canonicalText(other)) return [];
  const nested = [one, other].every((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!nested) return [pointer];
  const names = new Set([...Object.keys(one as Fields), ...Object.keys(other as Fields)]);
  return [...names].flatMap((name) =>
    differences(`${pointer}/${name}`, (one as Fields)[name], (other as Fields)[name]),
  );
}
