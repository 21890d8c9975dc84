export { ReportIntake, type IntakeOptions } from './report-intake.ts';
export type { Call } from './check/check-call.ts';
export type { IntakeContext } from './intake-context.ts';
export type { PassedReport, Sender } from './check/sent-report.ts';
export { decideOne, type JudgingNeeds, type OneDecision } from './decide/decide-one.ts';
export type { ReportOutcome } from './decide/decided-item.ts';
export { toNewEvent } from './decide/new-event.ts';
export { eventIdOf } from './check/report-ids.ts';
export { standingTerms } from './decide/rule-answers.ts';
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
export { EFFECTS_OF_TRIED } from './injection.ts';
export type { EffectsOfTried, TriedEvent, TriedItem } from './try-reports.ts';
