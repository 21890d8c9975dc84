import { gather, Lanes } from '#libs/concurrency';
import { databaseTrouble, ProblemError } from '#libs/problems';
import { acceptChecked, acceptTogether } from './accept-reports.ts';
import { type Call, type CheckedCall, checkCall } from './check/check-call.ts';
import type { IntakeContext } from './intake-context.ts';
import { acceptByParts } from './lanes/accept-by-parts.ts';
import { DEFAULT_URGENT_PER_SECOND, isUrgent, Underway, urgentLane, UrgentSenders } from './lanes/urgent.ts';
import type { BatchReceipt } from './receipt-schemas.ts';
import { type TriedItem, tryReports } from './try-reports.ts';

/** One batch is decided while another is written. More at once is slower, and each holds a call's reports in memory. */
const BATCHES_AT_ONCE = 2;
const LANES_OF_SINGLES = 2;
const MOST_TOGETHER = 500;

export interface IntakeOptions {
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
 * turns. Urgent reports do not wait behind a batch. The steps of one call are in `accept-reports.ts`.
 */
export class ReportIntake {
  private readonly batches = new Lanes(BATCHES_AT_ONCE);
  private readonly underway = new Underway();
  private readonly urgentSenders = new UrgentSenders();
  private readonly goesFirst: (call: Call) => Promise<boolean>;
  private readonly acceptUrgent: (call: CheckedCall) => Promise<BatchReceipt>;
  private readonly acceptOrdinary: (call: CheckedCall) => Promise<BatchReceipt>;
  private readonly keepPace: IntakeOptions['keepPace'];

  constructor(
    readonly context: IntakeContext,
    { urgentPerSecond = DEFAULT_URGENT_PER_SECOND, keepPace }: IntakeOptions = {},
  ) {
    this.goesFirst = urgentLane(urgentPerSecond);
    this.acceptUrgent = gatherSingles(context);
    this.acceptOrdinary = gatherSingles(context);
    this.keepPace = keepPace;
  }

  /**
   * Takes in a call. The reports are durable when the promise resolves. Returns one receipt item per report, in the
   * order sent; a report sent again gets its first receipt again.
   * @throws ProblemError `too-busy` if other writers were faster every time, `log-unavailable`; nothing is known to be
   *   stored
   */
  async accept(call: Call): Promise<BatchReceipt> {
    // Awaits nothing for ordinary calls: a call that waited here would be overtaken by the next.
    const urgent = isUrgent(call) && (await this.goesFirst(call));
    const client = call.sender.clientId;
    if (urgent) this.urgentSenders.sent(client);
    if (call.kind === 'batch')
      return acceptByParts(this.context, call, urgent ? (work) => work() : (work) => this.inTurn(client, work));
    const checked = this.check(call);
    if (urgent) return this.underway.of(checked).then(() => this.acceptUrgent(checked));
    const accepted = this.acceptOrdinary(checked);
    this.underway.add(checked, accepted);
    return accepted;
  }

  /** Step 1 alone, for a caller that checks the next call while the log stores the last one. */
  check(call: Call): CheckedCall {
    return this.context.span('door check', () => checkCall(this.context, call));
  }

  /**
   * Steps 2 to 6 of a checked call, at once and whole.
   * @throws ProblemError as `accept`
   */
  acceptChecked(checked: CheckedCall): Promise<BatchReceipt> {
    return acceptChecked(this.context, checked);
  }

  /** Dry run: the outcome that each report would have. Stores nothing. */
  dryRun(call: Call): Promise<readonly TriedItem[]> {
    return tryReports(this.context, call);
  }

  private async inTurn<T>(client: string, work: () => Promise<T>): Promise<T> {
    if (this.urgentSenders.othersThan(client)) await this.keepPace?.();
    return this.batches.run(work, client);
  }
}

/**
 * Takes in single reports: those that arrive at the same time are loaded, decided and appended together. Each has its
 * own outcome and receipt, as if sent alone. A report that could not be stored because of another one is tried again
 * alone.
 */
function gatherSingles(context: IntakeContext): (call: CheckedCall) => Promise<BatchReceipt> {
  return gather<CheckedCall, BatchReceipt>({
    lanes: LANES_OF_SINGLES,
    most: MOST_TOGETHER,
    work: (checked) => acceptTogether(context, checked),
    isOfAll,
    isToRetry: ({ items }) => items.some(({ next }) => next === 'retry'),
    ownerOf: ({ call }) => call.sender.clientId,
  });
}

/** A failure that is not caused by one of the reports. */
const isOfAll = (error: unknown): boolean => error instanceof ProblemError || databaseTrouble(error) !== undefined;
