import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { readerLags } from './lag.query.ts';

/**
 * The number of events by which an import or a batch may be ahead of the answers: reports of others in the meantime are
 * read after them.
 */
const MOST_AHEAD = 1_000;
const ASK_AGAIN_MILLISECONDS = 50;
/** Readers that do not move for so long are not waited for: possibly no worker runs them. */
const STANDSTILL_MILLISECONDS = 5_000;

interface PaceLimits {
  /** How long readers may stand still before they are no longer waited for, milliseconds. */
  readonly standstill?: number;
  /** The longest single wait, milliseconds; undefined: as long as readers move. */
  readonly patience?: number;
}

/**
 * Keeps an import near the answers. Imported events arrive faster than they can be applied, and a drop-out risk
 * reported in the meantime would wait behind all of them: 96 s in the middle of a million rows (P9, 2026-11-25;
 * docs/performance.md has the figure with this pace).
 */
export class Pace {
  /** The readers' lag when the wait for them was given up; undefined while they are waited for. */
  private givenUpAt: number | undefined;

  constructor(
    private readonly pool: Pool,
    /** The readers whose answers must stay near the end of the log. */
    private readonly readers: readonly string[],
    private readonly now: () => Date,
    private readonly limits: PaceLimits = {},
  ) {}

  /** Waits until the readers are near the end of the log, or stand still. */
  async keep(): Promise<void> {
    const { standstill = STANDSTILL_MILLISECONDS, patience = Infinity } = this.limits;
    const began = performance.now();
    let nearest = await this.behind();
    if (nearest > MOST_AHEAD && this.givenUpAt !== undefined && nearest >= this.givenUpAt) return;
    this.givenUpAt = undefined;
    let movedAt = performance.now();
    for (let behind = nearest; behind > MOST_AHEAD; behind = await this.behind()) {
      if (behind < nearest) [nearest, movedAt] = [behind, performance.now()];
      if (performance.now() - began > patience) return;
      if (performance.now() - movedAt > standstill) {
        this.givenUpAt = behind;
        return;
      }
      await pause(ASK_AGAIN_MILLISECONDS);
    }
  }

  private async behind(): Promise<number> {
    const lags = await readerLags(this.pool, this.readers, this.now());
    return Math.max(0, ...lags.map(({ positionsBehind }) => positionsBehind));
  }
}
