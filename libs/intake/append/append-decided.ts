import type { PoolClient } from 'pg';
import { insertNameKeys, insertPersons } from '#libs/persons';
import type { DecidedItem } from '../receipt-schemas.ts';
import type { Decided } from '../decide/decide-call.ts';
import type { IntakeContext } from '../intake-context.ts';
import { insertBatchReceipts } from '../receipt/store-receipts.ts';
import { type OwedReceipt, storedReceipts } from '../receipt/to-receipts.ts';

export interface Appending {
  readonly receipts: readonly OwedReceipt[];
  readonly decided: Omit<Decided, 'items'>;
  readonly items: readonly DecidedItem[];
  /** Appends all of the events or none, even over several persons. */
  readonly whole: boolean;
}

/**
 * Stores in one transaction: keys of new persons, the events, and the receipts that name the events. The log assigns
 * the positions, so a stored receipt names events without positions.
 * @returns positions by event id
 */
export async function appendDecided(
  { store }: Pick<IntakeContext, 'store'>,
  { receipts, decided, items, whole }: Appending,
): Promise<ReadonlyMap<string, number>> {
  const { events, heads, newPersons, nameKeys } = decided;
  const receivedAt = receipts[0]?.receivedAt ?? '';
  const insertKeys = async (client: PoolClient): Promise<void> => {
    if (newPersons.length > 0) await insertPersons(client, newPersons, receivedAt);
    if (nameKeys.length > 0) await insertNameKeys(client, nameKeys, receivedAt);
  };
  const before = newPersons.length + nameKeys.length > 0 ? insertKeys : undefined;
  const kept = storedReceipts(receipts, items);
  const afterwards = kept.length > 0 ? (client: PoolClient) => insertBatchReceipts(client, kept) : undefined;
  if (events.length === 0 && !before && !afterwards) return new Map();
  const positions = await store.append(events, heads, before, { afterwards, whole });
  return new Map(events.map((event, index) => [event.eventId, positions[index] ?? 0]));
}
