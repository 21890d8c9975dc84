import type { ClientBase, Pool } from 'pg';
import type { ReceiptItem } from '../receipt-schemas.ts';
import { ITEM_COLUMNS, type ItemRow, toItem } from './read-receipts.ts';

/** The place of a refused report in its sender's list. */
export interface RefusedPlace {
  readonly receiptId: string;
  readonly index: number;
  readonly receivedAt: string;
}

/** A refused report, for the client that sent it. */
export interface RefusedReport extends RefusedPlace {
  readonly item: ReceiptItem;
  /** Null if the client does not speak for the reporter that the report names, or if it names none. */
  readonly reporter: string | null;
}

export interface RefusedQuestion {
  readonly client: string;
  /** Null: all, also those without a reporter. */
  readonly reporter: string | null;
  readonly since: string;
  readonly after: RefusedPlace | undefined;
  readonly limit: number;
}

interface RefusedRow extends ItemRow {
  readonly receipt_id: string;
  readonly single: boolean;
  readonly reporter: string | null;
  readonly received_at: string;
}

/** The refused reports of a client, the newest call first and each call's in the order sent. */
export async function findRefused(
  pool: Pool | ClientBase,
  { client, reporter, since, after, limit }: RefusedQuestion,
): Promise<readonly RefusedReport[]> {
  const { rows } = await pool.query<RefusedRow>({
    name: 'refused-reports',
    text: `select i.receipt_id, b.single, i.reporter, i.received_at, ${ITEM_COLUMNS}
      from receipts.items i join receipts.batches b using (receipt_id)
      where i.outcome = 'refused' and i.client = $1 and ($2::text is null or i.reporter = $2) and i.received_at >= $3
        and ($4::timestamptz is null or i.received_at < $4
          or (i.received_at = $4 and (i.receipt_id, i.index) > ($5::uuid, $6::int)))
      order by i.received_at desc, i.receipt_id, i.index limit $7`,
    values: [client, reporter, since, after?.receivedAt, after?.receiptId, after?.index, limit],
  });
  return rows.map((row) => ({
    item: toItem(row, row.receipt_id, row.single),
    reporter: row.reporter,
    receiptId: row.receipt_id,
    index: row.index,
    receivedAt: row.received_at,
  }));
}

/**
 * The place of a report of a call in its client's list.
 * @returns undefined if the client has no refused report there
 */
export async function findRefusedPlace(
  pool: Pool | ClientBase,
  client: string,
  { receiptId, index }: Omit<RefusedPlace, 'receivedAt'>,
): Promise<RefusedPlace | undefined> {
  const { rows } = await pool.query<RefusedPlace>({
    name: 'refused-place',
    text: `select receipt_id as "receiptId", index, received_at as "receivedAt" from receipts.items
      where receipt_id = $1 and index = $2 and client = $3 and outcome = 'refused'`,
    values: [receiptId, index, client],
  });
  return rows[0];
}
