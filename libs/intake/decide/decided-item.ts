import type { FieldError } from '#libs/problems';
import type { HeldNote } from './held-note.ts';

export type Next = 'retry' | 'fix' | 'wait';

export type ReportOutcome = 'accepted' | 'duplicate' | 'held' | 'refused';

/** What became of one report, before it has a receipt. */
export interface DecidedItem {
  /** The sender's own id; null if the envelope had none that can be read. */
  readonly id: string | null;
  readonly outcome: ReportOutcome;
  readonly eventId?: string;
  readonly position?: number;
  /** The first ones: `bounded-errors.ts`. */
  readonly errors?: readonly FieldError[];
  /** How many more errors there were at least. */
  readonly errorsLeftOut?: number;
  readonly warnings?: readonly FieldError[];
  /** Only of a held report: what it waits for, until when, and what to do. */
  readonly held?: HeldNote;
  /** Of a refused one: `retry` the same later, or `fix` it first. Of a held one: `wait`, and do what `held` says. */
  readonly next?: Next;
}
