import { inTurns } from '#libs/concurrency';
import type { IntakeContext } from '../intake-context.ts';
import { type CheckContext, checkReport } from './check-report.ts';
import type { Sender } from './sent-report.ts';
import type { SentReport } from './sent-report.ts';

type CheckNeeds = Pick<IntakeContext, 'clock' | 'sandbox' | 'keyring'>;

export interface Call {
  readonly sender: Sender;
  readonly reports: readonly unknown[];
  /** A single report has the receipt of its event; a batch has its own. */
  readonly kind: 'single' | 'batch';
  readonly allOrNothing?: boolean;
  /**
   * Returns true if the caller has disconnected, so that no answer can reach it; work that has not begun is then left
   * undone.
   */
  readonly isGone?: () => boolean;
}

/** A call after the checks that depend on its reports alone: the half of the work that does not wait for the log. */
export interface CheckedCall {
  readonly call: Call;
  readonly checked: readonly SentReport[];
  readonly receivedAt: string;
  /** The part of the batch, if the batch is taken in by parts. */
  readonly part?: { readonly receiptId: string; readonly from: number };
}

export function checkCall(needs: CheckNeeds, call: Call): CheckedCall {
  const context = contextOf(needs, call);
  return { call, checked: call.reports.map((report) => checkReport(report, context)), receivedAt: context.receivedAt };
}

/** Checks many reports and lets other work run in between. */
export async function checkInTurns(needs: CheckNeeds, call: Call, receivedAt?: string): Promise<CheckedCall> {
  const context = contextOf(needs, call, receivedAt);
  const checked: SentReport[] = [];
  for await (const report of inTurns(call.reports)) checked.push(checkReport(report, context));
  return { call, checked, receivedAt: context.receivedAt };
}

function contextOf(
  { clock, sandbox, keyring }: CheckNeeds,
  { sender }: Call,
  receivedAt = clock.now().toISOString(),
): CheckContext {
  return { sender, receivedAt, sandbox, keyring };
}
