export { type BatchReceipt, type Counts, countOutcomes, type Outcome, type ReceiptItem, receiptPath, type ReceiptPart, type StoredBatchReceipt } from './batch-receipt.ts';
export { boundErrors } from './bounded-errors.ts';
export { findBatchReceipt, findReceiptItem } from './read-receipts.ts';
export { batchReceiptSchema, storedBatchReceiptSchema, storedItemSchema } from './receipt-schemas.ts';
export { insertBatchReceipts } from './store-receipts.ts';
