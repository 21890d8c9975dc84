import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { readersBehind } from './caught-up.ts';
import { findOldestTransaction, type OldestTransaction, type ReaderLag, readerLags } from './lag.query.ts';
import { type ReaderPlace, readerPlaces } from './places.query.ts';

/** The state of the readers at one moment. */
export interface ReaderStates {
  /** Readers that are not at the end of the log; they may be within milliseconds. */
  readonly behind: readonly string[];
  readonly readers: readonly ReaderLag[];
  /** Their places, which show from call to call whether they move. */
  readonly places: readonly ReaderPlace[];
  /** The open transaction for which all of them wait. */
  readonly oldestTransaction: OldestTransaction | undefined;
}

/** The caller waits for the answer: a database that hangs also counts as unavailable. */
const PATIENCE_MILLISECONDS = 2_000;

/** @returns undefined if PostgreSQL does not answer in time */
export async function findReaderStates(
  pool: Pool,
  readers: readonly string[],
  now: Date,
): Promise<ReaderStates | undefined> {
  const patience = new AbortController();
  const tooLate = pause(PATIENCE_MILLISECONDS, undefined, { signal: patience.signal }).catch(() => undefined);
  const standing = readStanding(pool, readers, now).catch(() => undefined);
  const found = await Promise.race([standing, tooLate]);
  patience.abort();
  return found;
}

async function readStanding(pool: Pool, readers: readonly string[], now: Date): Promise<ReaderStates> {
  const behind = await readersBehind(pool, readers);
  const lags = await readerLags(pool, readers, now);
  const places = await readerPlaces(pool, readers);
  return { behind, readers: lags, places, oldestTransaction: await findOldestTransaction(pool) };
}
