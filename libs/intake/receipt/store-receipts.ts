import type { ClientBase, Pool } from 'pg';
import type { FieldError } from '#libs/problems';
import type { ReceiptItem } from '../receipt-schemas.ts';
import type { ReceiptPart } from './batch-receipt.ts';

/** Stores receipts. Runs in the transaction of their events, so that neither is stored without the other. */
export async function insertBatchReceipts(client: Pool | ClientBase, parts: readonly ReceiptPart[]): Promise<void> {
  const first = parts.filter(({ from }) => from === 0);
  if (first.length > 0) await insertCalls(client, first);
  await insertItems(client, parts);
}

async function insertCalls(client: Pool | ClientBase, parts: readonly ReceiptPart[]): Promise<void> {
  await client.query({
    name: 'insert-receipts',
    text: `insert into receipts.batches (receipt_id, client, received_at, single)
      select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[])`,
    values: [
      parts.map(({ receiptId }) => receiptId),
      parts.map(({ client: sender }) => sender),
      parts.map(({ receivedAt }) => receivedAt),
      parts.map(({ kind }) => kind === 'single'),
    ],
  });
}

async function insertItems(client: Pool | ClientBase, parts: readonly ReceiptPart[]): Promise<void> {
  const rows = parts.flatMap(({ receiptId, from, items, client: sender, receivedAt, reporters }) =>
    items.map((item, at) => ({
      receiptId,
      index: from + at,
      item,
      // The sender's list of refusals alone needs them.
      refused: item.outcome === 'refused' ? { sender, receivedAt, reporter: reporters[at] } : undefined,
    })),
  );
  const column = <T>(read: (item: ReceiptItem) => T | undefined): (T | null)[] =>
    rows.map(({ item }) => read(item) ?? null);
  await client.query({
    name: 'insert-receipt-items',
    text: `insert into receipts.items (receipt_id, index, outcome, sender_id, event_id, errors, left_out, warnings,
      held, next, client, received_at, reporter)
      select *
      from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::uuid[], $6::json[], $7::int[], $8::json[],
      $9::json[], $10::text[], $11::text[], $12::timestamptz[], $13::text[])`,
    values: [
      rows.map(({ receiptId }) => receiptId),
      rows.map(({ index }) => index),
      column((item) => item.outcome),
      column((item) => item.id),
      column((item) => item.eventId),
      column((item) => withoutTexts(item.errors)),
      column((item) => item.errorsLeftOut),
      column((item) => withoutTexts(item.warnings)),
      column(
        (item) =>
          item.held &&
          JSON.stringify({ code: item.held.code, until: item.held.until, didYouMean: item.held.didYouMean }),
      ),
      column((item) => item.next),
      rows.map(({ refused }) => refused?.sender ?? null),
      rows.map(({ refused }) => refused?.receivedAt ?? null),
      rows.map(({ refused }) => refused?.reporter ?? null),
    ],
  });
}

/** Leaves the texts out: they are in the registry, and need not be repeated in every row. */
function withoutTexts(errors: readonly FieldError[] | undefined): string | undefined {
  if (errors === undefined || errors.length === 0) return undefined;
  return JSON.stringify(
    errors.map(({ pointer, code, didYouMean, allowed }) => ({ pointer, code, didYouMean, allowed })),
  );
}
