export { acceptChecked, acceptReports } from './accept-reports.ts';
export { type Call, type CheckedCall, checkCall } from './check/check-call.ts';
export type { DoorParts } from './intake.ts';
export type { Sender } from './check/sent-report.ts';
export { type DoorOptions, openDoor } from './lanes/open-lanes.ts';
export { decideOne, type OneDecision } from './decide/decide-one.ts';
export type { ReportOutcome } from './decide/decided-item.ts';
export { toNewEvent } from './decide/new-event.ts';
export { eventIdOf, type PassedReport } from './check/sent-report.ts';
export { standingTerms } from './decide/standing-terms.ts';
export {
  type BatchReceipt,
  type Counts,
  countOutcomes,
  type ReceiptItem,
  type ReceiptPart,
  type StoredBatchReceipt,
} from './receipt/batch-receipt.ts';
export { type HeldNote, heldNoteOf } from './decide/held-note.ts';
export { findBatchReceipt, findReceiptItem } from './receipt/read-receipts.ts';
export {
  batchReceiptSchema,
  heldSchema,
  storedBatchReceiptSchema,
  storedItemSchema,
} from './receipt/receipt-schemas.ts';
export { EFFECTS_OF_TRIED, INTAKE, URGENT_PER_SECOND } from './injection.ts';
export { type EffectsOfTried, type TriedEvent, type TriedItem, tryReports } from './try-reports.ts';
