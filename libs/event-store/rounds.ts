import { setTimeout as pause } from 'node:timers/promises';

/** The outcome of one report, as far as a further round needs it. */
export interface RoundItem {
  readonly outcome: 'accepted' | 'duplicate' | 'held' | 'refused';
  readonly eventId?: string | undefined;
  readonly position?: number | undefined;
}

/** A call that decides by the state of the log and appends its decisions. */
export interface Round<Item extends RoundItem, Answer> {
  /** Reads the log again and decides every report again. */
  decide(): Promise<readonly Item[]>;
  /** Appends the events of the last decision and answers with these items. */
  append(items: readonly Item[]): Promise<Answer>;
  /** Answers with these items, without events. */
  answer(items: readonly Item[]): Promise<Answer>;
  /** Called if events are durable although their append failed. */
  announce(): void;
  /** The item of a report that is not known to be stored; its sender must send it again. */
  notStored(item: Item): Item;
  /** Whether another writer was faster, so that a further round may succeed. */
  isRace(error: unknown): boolean;
}

/** Sixty rounds outlast fifty writers on one person. */
export const MOST_ROUNDS = 60;

/**
 * Decides and appends until no other writer is faster. For a log whose appends are stored whole or not at all.
 * @throws the error of the last append; nothing was written then
 */
export async function inRounds<Item extends RoundItem, Answer>(round: Round<Item, Answer>): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const items = await round.decide();
    try {
      return await round.append(items);
    } catch (error) {
      if (tried >= MOST_ROUNDS || !round.isRace(error)) throw error;
      await pauseAfter(tried);
    }
  }
}

/** Waits longer with each round, so that writers on the same person spread out. */
export async function pauseAfter(tried: number): Promise<void> {
  await pause(Math.min(50, (tried - 1) * 3));
}
