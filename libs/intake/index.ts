export {
  acceptChecked,
  acceptReports,
  type Call,
  type CheckedCall,
  checkCall,
  type DoorParts,
} from './accept-reports.ts';
export type { Sender } from './check-report.ts';
export { type DoorOptions, openDoor } from './door.ts';
export { isSealedByNameKey, type SealedEvent, unsealFields } from './content.ts';
export { decideOne, type OneDecision } from './decide-one.ts';
export { toNewEvent } from './new-event.ts';
export { eventIdOf, type PassedReport } from './sent-report.ts';
export { standingTerms } from './standing-terms.ts';
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
export { INTAKE, URGENT_PER_SECOND } from './injection.ts';
