export {
  type BatchReceipt,
  type Counts,
  countOutcomes,
  findBatchReceipt,
  insertBatchReceipt,
  type Outcome,
  type ReceiptItem,
  type StoredBatchReceipt,
} from './batch-receipt.ts';
