import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Call, CheckedCall } from '../check/check-call.ts';

/** Report types after which a person has to act within days. */
const URGENT: ReadonlySet<unknown> = new Set([
  'dk.ungestatus.dropout-risk-reported.v1',
  'dk.ungestatus.education-interrupted.v1',
]);

/** The number of reports a second that one client may have put first. Further ones are ordinary, not refused. */
export const DEFAULT_URGENT_PER_SECOND = 20;

/** Whether all reports of a call are urgent. */
export function isUrgent({ reports }: Call): boolean {
  return (
    reports.length > 0 && reports.every((report) => URGENT.has((report as { type?: unknown } | null | undefined)?.type))
  );
}

/**
 * How long an urgent report holds back other clients' batches, so that the answers stay near the end of the log;
 * milliseconds. Another urgent report is likely in that time.
 */
const REMEMBERED_MS = 10_000;

/** The clients that sent an urgent report recently. */
export class UrgentSenders {
  readonly #at = new Map<string, number>();

  sent(client: string): void {
    this.#at.set(client, performance.now());
  }

  /** Whether another client sent an urgent report recently and may wait to see it in the answers. */
  othersThan(client: string): boolean {
    for (const [sender, at] of this.#at) {
      if (performance.now() - at > REMEMBERED_MS) this.#at.delete(sender);
      else if (sender !== client) return true;
    }
    return false;
  }
}

/** Decides which urgent calls go first. A limit per client prevents everything from being sent as urgent. */
export function urgentLane(perSecond: number): (call: Call) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points: Math.max(1, perSecond), duration: 1 });
  return async ({ reports, sender }) =>
    reports.length <= perSecond &&
    limiter.consume(sender.clientId, reports.length).then(
      () => true,
      () => false,
    );
}

/**
 * Ordinary single reports in progress, by sender and person. A later urgent report of the same sender and person waits
 * for them, so that it overtakes none.
 */
export class Underway {
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
