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
