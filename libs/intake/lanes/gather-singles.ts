import { gather } from '#libs/concurrency';
import { databaseTrouble, ProblemError } from '#libs/problems';
import type { BatchReceipt } from '../receipt/batch-receipt.ts';
import { acceptTogether } from '../accept-reports.ts';
import type { CheckedCall } from '../check/check-call.ts';
import type { DoorParts } from '../intake.ts';

const LANES = 2;
const MOST_TOGETHER = 500;

/**
 * Single reports: those that arrive at the same time are looked up, decided and appended together. Each has its own verdict
 * and receipt, as if it had come alone; what could not be stored because of a neighbour is tried again by itself.
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

/** A failure that has nothing to do with any one report. */
const isOfAll = (error: unknown): boolean => error instanceof ProblemError || databaseTrouble(error) !== undefined;
