import type { ContactTiming } from '#events/follow-up/follow-up.event';
import type { CaseRow } from './case-row.ts';

export interface CaseText {
  readonly da: string;
  readonly en: string;
}

/** The texts that each clock states about its cases. */
export interface ClockTexts {
  /** Why the case began. */
  because(row: CaseRow): CaseText;
  /** What takes a running case off the list. */
  endedBy(row: CaseRow): CaseText;
  /** How the contact that closed it counts. */
  readonly closed: Readonly<Record<ContactTiming, CaseText>>;
}
