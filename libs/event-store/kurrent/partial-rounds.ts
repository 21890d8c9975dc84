import { MOST_ROUNDS, pauseAfter, type Round, type RoundItem } from '../rounds.ts';
import { PartlyAppended } from '../store.ts';

/**
 * Decides and appends until no other writer is faster, on a log that may store the events of some streams and not of
 * others (docs/adr/0013). A later round finds the reports that an earlier one stored and would answer `duplicate`, so
 * the first item is kept. If no further round is made, the answer states which reports are stored; all others must be
 * sent again.
 * @throws the error of the last append, if nothing is stored
 */
export async function inPartialRounds<Item extends RoundItem, Answer>(round: Round<Item, Answer>): Promise<Answer> {
  /** Items whose events are durable, by their index in the call. */
  const stored = new Map<number, Item>();
  for (let tried = 1; ; tried += 1) {
    const decided = await round.decide();
    const items = decided.map((item, index) => stored.get(index) ?? item);
    try {
      return await round.append(items);
    } catch (error) {
      const cause = error instanceof PartlyAppended ? error.cause : error;
      if (error instanceof PartlyAppended) {
        noteStored(stored, items, error.positions);
        round.announce();
      }
      if (tried >= MOST_ROUNDS || !round.isRace(cause)) {
        if (stored.size === 0) throw cause;
        return round.answer(lastItems(items, stored, (item) => round.notStored(item)));
      }
      await pauseAfter(tried);
    }
  }
}

/** Adds the items that became durable although the append failed. */
function noteStored<Item extends RoundItem>(
  stored: Map<number, Item>,
  items: readonly Item[],
  positions: ReadonlyMap<string, number>,
): void {
  items.forEach((item, index) => {
    const position = item.eventId === undefined ? undefined : positions.get(item.eventId);
    const isNew = item.outcome === 'accepted' || item.outcome === 'held';
    if (isNew && position !== undefined) stored.set(index, { ...item, position });
  });
}

/**
 * Keeps the items of stored, refused and known reports only, so that no report is claimed to be durable that is not.
 */
function lastItems<Item extends RoundItem>(
  items: readonly Item[],
  stored: ReadonlyMap<number, Item>,
  notStored: (item: Item) => Item,
): Item[] {
  const durable = new Set([...stored.values()].map((item) => item.eventId));
  return items.map((item, index) => {
    const known = item.outcome === 'duplicate' && (item.position !== undefined || durable.has(item.eventId));
    return stored.get(index) ?? (known || item.outcome === 'refused' ? item : notStored(item));
  });
}
