import { Lanes } from '#libs/turns';
import type { BatchReceipt } from '#libs/receipts';
import { acceptReports, type Call, type DoorParts } from './accept-reports.ts';
import { gatherSingles } from './gather-singles.ts';

/** One is decided while another is written; more at once is slower, and each holds a call's reports in memory. */
const BATCHES_AT_ONCE = 2;

/** The door of a service with many callers at once: single reports are gathered, batches take turns. */
export function openDoor(parts: DoorParts): (call: Call) => Promise<BatchReceipt> {
  const acceptSingle = gatherSingles(parts);
  const lanes = new Lanes(BATCHES_AT_ONCE);
  return (call) => (call.kind === 'single' ? acceptSingle(call) : lanes.run(() => acceptReports(parts, call)));
}
