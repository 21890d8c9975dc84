import { databaseTrouble, ProblemError } from '#libs/problems';
import type { BatchReceipt } from '#libs/receipts';
import { acceptTogether, type Call, type CheckedCall, checkCall, type DoorParts } from './accept-reports.ts';
import { Lanes } from './lanes.ts';

interface Waiting {
  readonly checked: CheckedCall;
  readonly answer: (receipt: BatchReceipt | Promise<BatchReceipt>) => void;
  readonly fail: (error: unknown) => void;
}

/** Groups on their way at once: while one waits for the disk the next is decided. */
const LANES = 2;
const MOST_TOGETHER = 500;

/**
 * Single reports. Nobody waits for company: where a lane is free a report goes at once, and those that arrive while none is
 * are looked up, decided and appended together. Each has its own verdict and receipt, as if it had come alone; what
 * could not be stored because of a neighbour is tried again by itself.
 */
export function gatherSingles(parts: DoorParts): (call: Call) => Promise<BatchReceipt> {
  const lanes = new Lanes(LANES);
  let waiting: Waiting[] = [];
  const takeAll = async (): Promise<void> => {
    const group = waiting.slice(0, MOST_TOGETHER);
    waiting = waiting.slice(MOST_TOGETHER);
    if (waiting.length > 0) void lanes.run(takeAll);
    if (group.length > 0) await takeIn(parts, group);
  };
  return (call) => {
    const { span = (_name, work) => work() } = parts;
    const checked = span('door check', () => checkCall(parts, call));
    return new Promise((answer, fail) => {
      waiting.push({ checked, answer, fail });
      // One run takes all who wait by then.
      if (waiting.length === 1) void lanes.run(takeAll);
    });
  };
}

/** Never fails: every one of the group is answered. */
async function takeIn(parts: DoorParts, group: readonly Waiting[]): Promise<void> {
  const alone = (checked: CheckedCall) => acceptTogether(parts, [checked]).then(([receipt]) => receipt as BatchReceipt);
  try {
    const receipts = await acceptTogether(parts, group.map(({ checked }) => checked));
    receipts.forEach((receipt, index) => {
      const { checked, answer } = group[index] as Waiting;
      answer(group.length > 1 && isToRetry(receipt) ? alone(checked) : receipt);
    });
  } catch (error) {
    for (const { checked, answer, fail } of group) {
      if (group.length === 1 || isOfAll(error)) fail(error);
      else answer(alone(checked));
    }
  }
}

const isToRetry = ({ items }: BatchReceipt): boolean => items.some(({ next }) => next === 'retry');

/** A failure that has nothing to do with any one report. */
const isOfAll = (error: unknown): boolean => error instanceof ProblemError || databaseTrouble(error) !== undefined;
