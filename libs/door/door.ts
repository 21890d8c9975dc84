import { Lanes } from '#libs/turns';
import type { BatchReceipt } from '#libs/receipts';
import { acceptByParts } from './accept-by-parts.ts';
import { type Call, type CheckedCall, checkCall, type DoorParts } from './accept-reports.ts';
import { gatherSingles } from './gather-singles.ts';
import { isUrgent, URGENT_PER_SECOND, urgentLane } from './urgent.ts';

/** One is decided while another is written; more at once is slower, and each holds a call's reports in memory. */
const BATCHES_AT_ONCE = 2;

export interface DoorOptions {
  /** Reports a second that one client may have put first; 0: the urgent lane is closed. */
  readonly urgentPerSecond?: number;
}

/**
 * The door of a service with many callers at once: single reports are gathered, batches are taken in part by part, clients by
 * turns. Urgent reports wait behind nobody's batch.
 */
export function openDoor(parts: DoorParts, { urgentPerSecond = URGENT_PER_SECOND }: DoorOptions = {}): (call: Call) => Promise<BatchReceipt> {
  const { span = (_name, work) => work() } = parts;
  const lanes = new Lanes(BATCHES_AT_ONCE);
  const goesFirst = urgentLane(urgentPerSecond);
  const acceptUrgent = gatherSingles(parts);
  const acceptOrdinary = inOrder(gatherSingles(parts));
  return async (call) => {
    // Most calls do not wait here: one that did would be overtaken by the next.
    const urgent = isUrgent(call) && (await goesFirst(call));
    if (call.kind === 'batch') return acceptByParts(parts, call, urgent ? (work) => work() : (work) => lanes.run(work, call.sender.clientId));
    const checked = span('door check', () => checkCall(parts, call));
    return urgent && !acceptOrdinary.isUnderway(checked) ? acceptUrgent(checked) : acceptOrdinary.accept(checked);
  };
}

interface Ordered {
  accept(call: CheckedCall): Promise<BatchReceipt>;
  /** Whether an earlier report about the same person is on its way: a later one must not overtake it. */
  isUnderway(call: CheckedCall): boolean;
}

function inOrder(accept: (call: CheckedCall) => Promise<BatchReceipt>): Ordered {
  const underway = new Map<string, number>();
  const change = (person: string, by: number): void => {
    const left = (underway.get(person) ?? 0) + by;
    if (left > 0) underway.set(person, left);
    else underway.delete(person);
  };
  return {
    isUnderway: (call) => underway.has(personOf(call)),
    accept: async (call) => {
      const person = personOf(call);
      change(person, 1);
      try {
        return await accept(call);
      } finally {
        change(person, -1);
      }
    },
  };
}

function personOf({ checked: [report] }: CheckedCall): string {
  const passed = report?.passed;
  if (passed === undefined) return '';
  return 'key' in passed.report.person ? passed.report.person.key : (passed.lookup?.toString('hex') ?? '');
}
