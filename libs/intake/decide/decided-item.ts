import type { FieldError } from '#libs/problems';
import type { HeldNote } from './held-note.ts';

export type Next = 'retry' | 'fix' | 'wait';

export type ReportOutcome = 'accepted' | 'duplicate' | 'held' | 'refused';

/** The outcome of one report, before it has a receipt. */
export interface DecidedItem {
  /** The sender's own id; null if the envelope had none that can be read. */
  readonly id: string | null;
  readonly outcome: ReportOutcome;
  readonly eventId?: string;
  readonly position?: number;
  /** The first errors only: see `boundErrors`. */
  readonly errors?: readonly FieldError[];
  /** The number of further errors, at least. */
  readonly errorsLeftOut?: number;
  readonly warnings?: readonly FieldError[];
  /** Only for a held report: what it waits for, until when, and the remedy. */
  readonly held?: HeldNote;
  /** For a refused report: `retry` later, or `fix` it first. For a held one: `wait`, and do what `held` says. */
  readonly next?: Next;
}
