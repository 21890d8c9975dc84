import { addDays } from '#libs/calendar';
import type { ContactRole } from '#events/contact-person/contact-person-assigned.event';
import { type EffectiveReport, effectiveReports } from '#events/standing/effective';
import type { PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';

/** A stretch of days with one contact person. */
export interface Contact {
  readonly from: Day;
  /** The last day; null if it lasts until something else is known. */
  readonly to: Day | null;
  readonly role: ContactRole;
  readonly reporter: string;
  readonly organisation: string;
  /** The event that contains the sealed name, phone and email: the correction if there is one. */
  readonly eventId: string;
}

type Assigned = EffectiveReport<'contact-person-assigned.v1'>;
type Ended = EffectiveReport<'contact-person-ended.v1'>;

/**
 * The contact persons as known after `history.events`: one at a time for each role and reporter, ordered by role,
 * reporter and day. A later assignment replaces the earlier one permanently: the earlier one does not return when the
 * later ends.
 */
export function contactTimeline(history: PersonHistory): Contact[] {
  const assigned = new Map<string, Assigned[]>();
  const ended = new Map<string, Ended[]>();
  for (const report of effectiveReports(history.events)) {
    if (report.type === 'contact-person-assigned.v1') file(assigned, report);
    if (report.type === 'contact-person-ended.v1') file(ended, report);
  }
  return [...assigned.keys()].sort().flatMap((key) => {
    const inTurn = laterPerDay(assigned.get(key) ?? [], (report) => report.data.from);
    const ends = endsByFrom(inTurn, ended.get(key) ?? []);
    return inTurn.flatMap((current, index) => contact(current, ends.get(current.data.from), inTurn[index + 1]));
  });
}

function file<R extends Assigned | Ended>(byRole: Map<string, R[]>, report: R): void {
  const key = `${report.data.role}|${report.reporter}`;
  byRole.set(key, [...(byRole.get(key) ?? []), report]);
}

/** Sorts by day, ascending. Of two on the same day the one recorded later counts. */
function laterPerDay<R extends EffectiveReport>(reports: readonly R[], dayOf: (report: R) => Day): R[] {
  const byDay = new Map<Day, R>();
  for (const report of reports) {
    const kept = byDay.get(dayOf(report));
    if (!kept || kept.recordedPosition < report.recordedPosition) byDay.set(dayOf(report), report);
  }
  return [...byDay.keys()].sort().flatMap((day) => byDay.get(day) ?? []);
}

/**
 * Assigns each end to the assignment with the latest start on or before it. Of two ends the one recorded later counts.
 */
function endsByFrom(inTurn: readonly Assigned[], ends: readonly Ended[]): Map<Day, Ended> {
  const byFrom = new Map<Day, Ended>();
  for (const end of ends) {
    const from = inTurn.findLast((assigned) => assigned.data.from <= end.data.lastDay)?.data.from;
    if (from === undefined) continue;
    const kept = byFrom.get(from);
    if (!kept || kept.recordedPosition < end.recordedPosition) byFrom.set(from, end);
  }
  return byFrom;
}

function contact(current: Assigned, end: Ended | undefined, next: Assigned | undefined): Contact[] {
  const { role, organisation, from, until } = current.data;
  // A reported end is a fact; `until` is only a plan.
  const ownEnd = end ? end.data.lastDay : until;
  const takenOver = next && addDays(next.data.from, -1);
  const to = takenOver !== undefined && (ownEnd === undefined || takenOver < ownEnd) ? takenOver : ownEnd;
  if (to !== undefined && to < from) return [];
  return [{ from, to: to ?? null, role, reporter: current.reporter, organisation, eventId: current.contentEventId }];
}
