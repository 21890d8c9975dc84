import type { Day } from '../model/stored.ts';
import type { ContactLimits } from './contact/contact-limits.ts';
import type { DueDate } from './follow-up.event.ts';

/** The part of a rule book that the clocks need. Each clock declares its limits in its own folder. */
export interface FollowUpRules {
  readonly version: string;
  on(day: Day): ContactLimits;
  readonly changeDays: readonly Day[];
  /** The meaning of a municipality code on a day. */
  placeOf(code: string, day: Day): 'municipality' | 'abroad' | 'no-municipality' | 'unknown';
  readonly codeChangeDays: readonly Day[];
  calendarOf(municipality: string | null, day: Day): 'A' | 'B';
}

/** The day arithmetic of `libs/calendar`, passed in because events import nothing but validation. */
export interface DeadlineCalendar {
  addDays(day: Day, days: number): Day;
  birthday(birthDate: Day, years: number): Day;
  dueDate(knownOn: Day, workdays: number, calendar: 'A' | 'B'): DueDate;
  remainingWorkdays(today: Day, dueOn: Day, calendar: 'A' | 'B'): number;
}

/** The input of a decision besides the person's own facts. */
export interface FollowUpTerms {
  readonly rules: FollowUpRules;
  readonly calendar: DeadlineCalendar;
  /** The municipality of an institution on a day; null if the register does not contain it. */
  schoolMunicipality(institution: string, day: Day): string | null;
  /** Always returns the same id for the same name (UUIDv5). */
  caseId(name: string): string;
  /** The event id that the log gives a fact of the service with this senderId. */
  eventId(senderId: string): string;
}
