export { ReportIntake, type IntakeOptions } from './report-intake.ts';
export type { IntakeContext } from './intake-context.ts';
export type { Call } from './check/check-call.ts';
export type { PassedReport, Sender } from './check/sent-report.ts';
export { eventIdOf } from './check/report-ids.ts';

// Decisions on one report: for the simulation, the check of stored standing, and the receipt of a held report.
export { decideOne, type JudgingNeeds, type OneDecision } from './decide/decide-one.ts';
export { heldNoteOf } from './decide/held-note.ts';
export { toNewEvent } from './decide/new-event.ts';
export { standingTerms } from './decide/rule-answers.ts';

// Receipts.
export {
  type BatchReceipt,
  batchReceiptSchema,
  type Counts,
  type HeldNote,
  heldSchema,
  type ReceiptItem,
  storedBatchReceiptSchema,
  storedItemSchema,
} from './receipt-schemas.ts';
export { countOutcomes } from './receipt/batch-receipt.ts';
export { findBatchReceipt, findReceiptItem } from './receipt/read-receipts.ts';
export { countRefusals, findFirstRefusal, type RefusalCount, type RefusalGroup } from './receipt/refusals.query.ts';
export { findRefused, findRefusedPlace, type RefusedPlace, type RefusedReport } from './receipt/refused.query.ts';

// The dry run: its effects are made outside of the intake.
export { EFFECTS_OF_TRIED } from './injection.ts';
export type { EffectsOfTried, TriedEvent, TriedItem } from './try-reports.ts';
export { RECEIPTS_BACKUP } from './receipt/receipts-backup.ts';
