import { ProblemError } from '#libs/problems';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** A number of calls or reports in a number of seconds. */
export interface Rate {
  readonly count: number;
  readonly seconds: number;
}

/** Limits of one client; undefined: no limit. */
export interface Limits {
  /** Calls that read. */
  readonly questions: Rate | undefined;
  /** Reports, single or in batches. */
  readonly reports: Rate | undefined;
  /** Calls of the sandbox issuer's token endpoint, by the caller's address, since the caller is not known there. */
  readonly tokens: Rate | undefined;
  /** Batches in transfer or in processing: each is in memory. */
  readonly batchesAtOnce: number | undefined;
}

export type LimitKind = 'questions' | 'reports' | 'tokens';

/** Injection token of the ClientLimits. */
export const CLIENT_LIMITS = Symbol('ClientLimits');

/** Counts the use of each client, in this process. Windows begin with a client's first call. */
export class ClientLimits {
  readonly #limits: Limits;
  readonly #counters: Readonly<Record<LimitKind, RateLimiterMemory | undefined>>;
  readonly #atOnce = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#counters = {
      questions: counter(limits.questions),
      reports: counter(limits.reports),
      tokens: counter(limits.tokens),
    };
  }

  /**
   * Adds to the count of a client; a number that does not fit into the rest is not counted.
   * @throws ProblemError `rate-limited` with the seconds until there is room again
   */
  async take(kind: LimitKind, client: string, count = 1): Promise<void> {
    const counted = this.#counters[kind];
    if (counted === undefined) return;
    const had = await counted.get(client);
    const fits = (had?.consumedPoints ?? 0) + count <= counted.points;
    // A number above the whole limit could never pass otherwise: it passes while nothing has been counted.
    if (!fits && had !== null && had.consumedPoints > 0) throw tooMany(had.msBeforeNext, kind);
    await counted.penalty(client, count);
  }

  /**
   * Checks for a remainder without counting.
   * @throws ProblemError `rate-limited`
   */
  async check(kind: LimitKind, client: string): Promise<void> {
    const counted = this.#counters[kind];
    const had = await counted?.get(client);
    if (counted && had && had.consumedPoints >= counted.points) throw tooMany(had.msBeforeNext, kind);
  }

  /**
   * Occupies one of a client's places for batches.
   * @returns the function that frees the place
   * @throws ProblemError `rate-limited`
   */
  occupy(client: string): () => void {
    const taken = this.#atOnce.get(client) ?? 0;
    if (taken >= (this.#limits.batchesAtOnce ?? Infinity)) throw tooMany(1_000, 'batches at once');
    this.#atOnce.set(client, taken + 1);
    return () => {
      const left = (this.#atOnce.get(client) ?? 1) - 1;
      if (left > 0) this.#atOnce.set(client, left);
      else this.#atOnce.delete(client);
    };
  }
}

function counter(rate: Rate | undefined): RateLimiterMemory | undefined {
  return rate && new RateLimiterMemory({ points: rate.count, duration: rate.seconds });
}

function tooMany(milliseconds: number, what: string): ProblemError {
  return new ProblemError('rate-limited', {
    detail: what,
    headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1_000))) },
  });
}
