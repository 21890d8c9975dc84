import type { ClientBase, Pool } from 'pg';
import type { FieldError } from '#libs/problems';

export type Outcome = 'accepted' | 'duplicate' | 'held' | 'refused';

export interface Counts {
  readonly accepted: number;
  readonly duplicate: number;
  readonly held: number;
  readonly refused: number;
}

/** What became of one report, in the place it was sent. */
export interface ReceiptItem {
  /** The sender's own id; null where the envelope had none that can be read. */
  readonly id: string | null;
  readonly outcome: Outcome;
  readonly eventId?: string;
  readonly position?: number;
  /** Where the receipt of this one report can be looked up for ever. */
  readonly receipt: string;
  readonly errors?: readonly FieldError[];
  readonly warnings?: readonly FieldError[];
  /** Only for refused ones: `retry` the same later, or `fix` it first. */
  readonly next?: 'retry' | 'fix';
}

export interface BatchReceipt {
  readonly receiptId: string;
  readonly counts: Counts;
  readonly items: readonly ReceiptItem[];
}

export interface StoredBatchReceipt extends BatchReceipt {
  readonly client: string;
  readonly receivedAt: string;
}

export function countOutcomes(items: readonly ReceiptItem[]): Counts {
  const counts = { accepted: 0, duplicate: 0, held: 0, refused: 0 };
  for (const item of items) counts[item.outcome] += 1;
  return counts;
}

/** Stores receipts; in the transaction of the events they speak of, so that one is never there without the other. */
export async function insertBatchReceipts(client: Pool | ClientBase, receipts: readonly StoredBatchReceipt[]): Promise<void> {
  await client.query({
    name: 'insert-receipts',
    text: `insert into receipts.batches (receipt_id, client, received_at, counts, items)
      select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::json[], $5::json[])`,
    values: [
      receipts.map(({ receiptId }) => receiptId),
      receipts.map(({ client: sender }) => sender),
      receipts.map(({ receivedAt }) => receivedAt),
      receipts.map(({ counts }) => JSON.stringify(counts)),
      receipts.map(({ items }) => JSON.stringify(items)),
    ],
  });
}

export async function findBatchReceipt(client: Pool | ClientBase, receiptId: string): Promise<StoredBatchReceipt | undefined> {
  const { rows } = await client.query<{ client: string; received_at: string; counts: Counts; items: ReceiptItem[] }>(
    'select client, received_at, counts, items from receipts.batches where receipt_id = $1',
    [receiptId],
  );
  const row = rows[0];
  return row && { receiptId, client: row.client, receivedAt: row.received_at, counts: row.counts, items: row.items };
}
