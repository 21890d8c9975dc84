import type { ReaderPlace } from './places.query.ts';

/** A reader that stays at one place for longer, with events to read after it, is stuck: no page takes so long. */
export const STALLED_SECONDS = 30;

interface Stand {
  readonly place: string;
  /** By the machine's own running time, since a sandbox's clock can be moved. */
  readonly since: number;
}

/**
 * Detects readers that do not move although there is something to read, from one call for readiness or figures to the
 * next. Needs no answer from the worker, which may be the part that is stuck.
 */
export class Stalls {
  readonly #stands = new Map<string, Stand>();

  /**
   * @param milliseconds running time, e.g. performance.now()
   * @returns seconds since a reader moved, for those with more to read
   */
  note(readers: readonly ReaderPlace[], milliseconds: number): ReadonlyMap<string, number> {
    const standing = new Map<string, number>();
    for (const { reader, place, hasMore } of readers) {
      const before = this.#stands.get(reader);
      if (!hasMore) this.#stands.delete(reader);
      else if (before?.place === place) standing.set(reader, (milliseconds - before.since) / 1_000);
      else {
        this.#stands.set(reader, { place, since: milliseconds });
        standing.set(reader, 0);
      }
    }
    return standing;
  }
}
