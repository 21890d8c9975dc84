import type { Day } from '../../model/stored.ts';
import type { DueDate } from '../follow-up.event.ts';
import type { FollowUpTerms } from '../follow-up-terms.ts';

/** The due dates by both calendars. */
export function dueDates(terms: FollowUpTerms, knownOn: Day): { readonly A: DueDate; readonly B: DueDate } {
  const workdays = terms.rules.on(knownOn).contactWorkdays;
  return { A: terms.calendar.dueDate(knownOn, workdays, 'A'), B: terms.calendar.dueDate(knownOn, workdays, 'B') };
}

/** Returns true if the clock covers the person's age on a day, by the ages in force on that day. */
export function isOfClockAge(terms: FollowUpTerms, birthDate: Day, day: Day): boolean {
  return (
    hasReachedClockAge(terms, birthDate, day) &&
    day < terms.calendar.birthday(birthDate, terms.rules.on(day).contactBeforeAge)
  );
}

export function hasReachedClockAge(terms: FollowUpTerms, birthDate: Day, day: Day): boolean {
  return day >= terms.calendar.birthday(birthDate, terms.rules.on(day).contactFromAge);
}
