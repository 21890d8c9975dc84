import type { ContactTiming } from '#events/follow-up/follow-up.event';
import type { CaseRow } from './case-row.ts';

export interface CaseText {
  readonly da: string;
  readonly en: string;
}

/** The texts of a clock about its cases. */
export interface ClockTexts {
  /** The reason why the case was opened. */
  because(row: CaseRow): CaseText;
  /** The facts that remove a running case from the list. */
  endedBy(row: CaseRow): CaseText;
  /** The timing of the contact that closed the case. */
  readonly closed: Readonly<Record<ContactTiming, CaseText>>;
}
