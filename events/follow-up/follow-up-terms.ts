import type { Day } from '../model/stored.ts';
import type { DueDate } from './follow-up.event.ts';

/** The limits the contact clock needs of a rule book. */
export interface FollowUpRules {
  readonly version: string;
  on(day: Day): {
    readonly contactFromAge: number;
    readonly contactBeforeAge: number;
    readonly contactWorkdays: number;
    readonly contactToldWorkdays: number;
  };
  readonly changeDays: readonly Day[];
  /** The meaning of a municipality code on a day. */
  placeOf(code: string, day: Day): 'municipality' | 'abroad' | 'no-municipality' | 'unknown';
  readonly codeChangeDays: readonly Day[];
  calendarOf(municipality: string | null, day: Day): 'A' | 'B';
}

/** Day arithmetic, as `libs/calendar` has it; handed in because events import nothing but validation. */
export interface DeadlineCalendar {
  addDays(day: Day, days: number): Day;
  birthday(birthDate: Day, years: number): Day;
  dueDate(knownOn: Day, workdays: number, calendar: 'A' | 'B'): DueDate;
  remainingWorkdays(today: Day, dueOn: Day, calendar: 'A' | 'B'): number;
}

/** What the decision is given besides the person's own facts. */
export interface FollowUpTerms {
  readonly rules: FollowUpRules;
  readonly calendar: DeadlineCalendar;
  /** The municipality of an institution on a day; null where the register does not say. */
  schoolMunicipality(institution: string, day: Day): string | null;
  /** The same id for the same name, always (UUIDv5). */
  caseId(name: string): string;
  /** The event id the log gives a fact of the service by its senderId. */
  eventId(senderId: string): string;
}

/** A case by both calendars and the day by the one it counts by. */
export function dueDates(terms: FollowUpTerms, knownOn: Day): { readonly A: DueDate; readonly B: DueDate } {
  const workdays = terms.rules.on(knownOn).contactWorkdays;
  return { A: terms.calendar.dueDate(knownOn, workdays, 'A'), B: terms.calendar.dueDate(knownOn, workdays, 'B') };
}

/** Whether the clock covers the person's age on a day, by the ages in force on it. */
export function isOfClockAge(terms: FollowUpTerms, birthDate: Day, day: Day): boolean {
  return (
    hasReachedClockAge(terms, birthDate, day) &&
    day < terms.calendar.birthday(birthDate, terms.rules.on(day).contactBeforeAge)
  );
}

export function hasReachedClockAge(terms: FollowUpTerms, birthDate: Day, day: Day): boolean {
  return day >= terms.calendar.birthday(birthDate, terms.rules.on(day).contactFromAge);
}
