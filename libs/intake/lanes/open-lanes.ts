import { Lanes } from '#libs/concurrency';
import type { BatchReceipt } from '../receipt/batch-receipt.ts';
import { acceptByParts } from './accept-by-parts.ts';
import { type Call, type CheckedCall, checkCall } from '../check/check-call.ts';
import { type DoorParts, untraced } from '../intake.ts';
import { gatherSingles } from './gather-singles.ts';
import { isUrgent, DEFAULT_URGENT_PER_SECOND, urgentLane, UrgentSenders } from './urgent.ts';

/** One batch is decided while another is written. More at once is slower, and each holds a call's reports in memory. */
const BATCHES_AT_ONCE = 2;

export interface DoorOptions {
  /** Reports a second that one client may have put first; 0: the urgent lane is closed. */
  readonly urgentPerSecond?: number;
  /**
   * Waits until the answers are near the end of the log. Called before a part of a batch while other clients send
   * urgent reports: subscriptions follow the log in its order, so events before an urgent report are applied first.
   */
  readonly keepPace?: () => Promise<void>;
}

/**
 * The intake for many concurrent callers: gathers single reports, takes in batches part by part, and serves clients by
 * turns. Urgent reports do not wait behind a batch.
 */
export function openDoor(
  parts: DoorParts,
  { urgentPerSecond = DEFAULT_URGENT_PER_SECOND, keepPace }: DoorOptions = {},
): (call: Call) => Promise<BatchReceipt> {
  const { span = untraced } = parts;
  const lanes = new Lanes(BATCHES_AT_ONCE);
  const goesFirst = urgentLane(urgentPerSecond);
  const acceptUrgent = gatherSingles(parts);
  const acceptOrdinary = gatherSingles(parts);
  const underway = new Underway();
  const senders = new UrgentSenders();
  const inTurn = async <T>(client: string, work: () => Promise<T>): Promise<T> => {
    if (senders.othersThan(client)) await keepPace?.();
    return lanes.run(work, client);
  };
  return async (call) => {
    // Awaits nothing for ordinary calls: a call that waited here would be overtaken by the next.
    const urgent = isUrgent(call) && (await goesFirst(call));
    const client = call.sender.clientId;
    if (urgent) senders.sent(client);
    if (call.kind === 'batch')
      return acceptByParts(parts, call, urgent ? (work) => work() : (work) => inTurn(client, work));
    const checked = span('door check', () => checkCall(parts, call));
    if (urgent) return underway.of(checked).then(() => acceptUrgent(checked));
    const accepted = acceptOrdinary(checked);
    underway.add(checked, accepted);
    return accepted;
  };
}

/**
 * Ordinary single reports in progress, by sender and person. A later urgent report of the same sender and person waits
 * for them, so that it overtakes none.
 */
class Underway {
  readonly #calls = new Map<string, Promise<unknown>>();

  add(checked: CheckedCall, call: Promise<unknown>): void {
    const key = keyOf(checked);
    const all = Promise.allSettled([this.#calls.get(key), call]);
    this.#calls.set(key, all);
    void all.then(() => this.#calls.get(key) === all && this.#calls.delete(key));
  }

  async of(checked: CheckedCall): Promise<void> {
    await this.#calls.get(keyOf(checked));
  }
}

function keyOf({ call, checked: [report] }: CheckedCall): string {
  const passed = report?.passed;
  const person = passed && ('key' in passed.report.person ? passed.report.person.key : passed.lookup?.toString('hex'));
  return `${call.sender.clientId} ${person ?? ''}`;
}
