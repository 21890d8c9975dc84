import { gather } from '#libs/concurrency';
import { databaseTrouble, ProblemError } from '#libs/problems';
import type { BatchReceipt } from '../receipt/batch-receipt.ts';
import { acceptTogether } from '../accept-reports.ts';
import type { CheckedCall } from '../check/check-call.ts';
import type { DoorParts } from '../intake.ts';

const LANES = 2;
const MOST_TOGETHER = 500;

/**
 * Takes in single reports: those that arrive at the same time are loaded, decided and appended together. Each has its
 * own outcome and receipt, as if sent alone. A report that could not be stored because of another one is tried again
 * alone.
 */
export function gatherSingles(parts: DoorParts): (call: CheckedCall) => Promise<BatchReceipt> {
  return gather<CheckedCall, BatchReceipt>({
    lanes: LANES,
    most: MOST_TOGETHER,
    work: (checked) => acceptTogether(parts, checked),
    isOfAll,
    isToRetry,
    ownerOf: ({ call }) => call.sender.clientId,
  });
}

const isToRetry = ({ items }: BatchReceipt): boolean => items.some(({ next }) => next === 'retry');

/** A failure that is not caused by one of the reports. */
const isOfAll = (error: unknown): boolean => error instanceof ProblemError || databaseTrouble(error) !== undefined;
