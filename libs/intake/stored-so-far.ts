import { fieldError } from '#libs/problems';
import type { Decided, DecidedItem } from './decide/decide-call.ts';

/** Reports of this call whose events an earlier round has made durable, by their place in the call. */
export type StoredSoFar = ReadonlyMap<number, DecidedItem>;

export const NOTHING_STORED: StoredSoFar = new Map();

/** Adds what became durable although the round failed. */
export function storedNow(stored: StoredSoFar, decided: Decided, positions: ReadonlyMap<string, number>): StoredSoFar {
  const grown = new Map(stored);
  decided.items.forEach((item, index) => {
    const position = item.eventId === undefined ? undefined : positions.get(item.eventId);
    const isNew = item.outcome === 'accepted' || item.outcome === 'held';
    if (isNew && position !== undefined) grown.set(index, { ...item, position });
  });
  return grown;
}

/** A later round finds them in the log and calls them duplicates: to the sender they are what the first round said. */
export function withStored(decided: Decided, stored: StoredSoFar): Decided {
  return stored.size === 0
    ? decided
    : { ...decided, items: decided.items.map((item, index) => stored.get(index) ?? item) };
}

/** No further round: what is durable or refused is said, everything else is to be sent again. Never claims what is not durable. */
export function givenUp(decided: Decided, stored: StoredSoFar): Decided {
  const durable = new Set([...stored.values()].map((item) => item.eventId));
  const items = decided.items.map((item, index): DecidedItem => {
    const first = stored.get(index);
    if (first) return first;
    const known = item.outcome === 'duplicate' && (item.position !== undefined || durable.has(item.eventId));
    if (known || item.outcome === 'refused') return item;
    return { id: item.id, outcome: 'refused', errors: [fieldError('', 'not-stored')], next: 'retry' };
  });
  return { ...decided, items, events: [], newPersons: [], nameKeys: [] };
}
