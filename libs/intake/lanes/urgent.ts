import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Call } from '../check/check-call.ts';

/** Types after which somebody has to act within days. */
const URGENT: ReadonlySet<unknown> = new Set([
  'dk.ungestatus.dropout-risk-reported.v1',
  'dk.ungestatus.education-interrupted.v1',
]);

/** How many reports a second one client may have put first; further ones are ordinary, not refused. */
export const DEFAULT_URGENT_PER_SECOND = 20;

/** Whether a call is of urgent reports alone. */
export function isUrgent({ reports }: Call): boolean {
  return (
    reports.length > 0 && reports.every((report) => URGENT.has((report as { type?: unknown } | null | undefined)?.type))
  );
}

/** How long an urgent report makes other clients' batches keep near the answers, milliseconds: the next one is likely. */
const REMEMBERED_MS = 10_000;

/** Which clients have sent something urgent of late. */
export class UrgentSenders {
  readonly #at = new Map<string, number>();

  sent(client: string): void {
    this.#at.set(client, performance.now());
  }

  /** Whether somebody else waits to see an urgent report in the answers. */
  othersThan(client: string): boolean {
    for (const [sender, at] of this.#at) {
      if (performance.now() - at > REMEMBERED_MS) this.#at.delete(sender);
      else if (sender !== client) return true;
    }
    return false;
  }
}

/** Decides which urgent calls go first. A limit per client keeps everything from being called urgent. */
export function urgentLane(perSecond: number): (call: Call) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points: Math.max(1, perSecond), duration: 1 });
  return async ({ reports, sender }) =>
    reports.length <= perSecond &&
    limiter.consume(sender.clientId, reports.length).then(
      () => true,
      () => false,
    );
}
