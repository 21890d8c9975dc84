export {
  type BatchReceipt,
  type Counts,
  countOutcomes,
  type Outcome,
  type ReceiptItem,
  receiptPath,
  type ReceiptPart,
  type StoredBatchReceipt,
} from './batch-receipt.ts';
export { boundErrors } from './bounded-errors.ts';
export { type HeldNote, heldNoteOf } from './held-note.ts';
export { findBatchReceipt, findReceiptItem } from './read-receipts.ts';
export { batchReceiptSchema, heldSchema, storedBatchReceiptSchema, storedItemSchema } from './receipt-schemas.ts';
export { insertBatchReceipts } from './store-receipts.ts';
