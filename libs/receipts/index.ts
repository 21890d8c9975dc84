export {
  type BatchReceipt,
  type Counts,
  countOutcomes,
  findBatchReceipt,
  insertBatchReceipts,
  type Outcome,
  type ReceiptItem,
  type StoredBatchReceipt,
} from './batch-receipt.ts';
