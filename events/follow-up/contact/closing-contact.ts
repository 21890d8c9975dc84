import type { Day } from '../../model/stored.ts';
import type { Case, Moment } from '../clock-state.ts';
import type { ContactClock } from './contact-clock.ts';
import type { ContactTiming } from '../follow-up.event.ts';
import { type DatedReport, findOn } from '../lived-status.ts';

/** A contact that closes a case, with its timing relative to the due date. */
export interface ClosingContact {
  readonly contact: DatedReport;
  readonly timing: ContactTiming;
}

/**
 * Finds the contact that closes a case, among those of a responsible municipality since the day of knowledge, or
 * between the last day and the report. Contacts reported in time come first, then earlier days.
 * @returns undefined if there is none
 */
export function findClosingContact(
  clock: ContactClock,
  standing: Case,
  { belief, day }: Moment,
): ClosingContact | undefined {
  const closing = belief.contacts.flatMap((contact): ClosingContact[] => {
    if (contact.on > day || !isResponsible(clock, standing, belief.residences, contact)) return [];
    if (contact.on >= standing.knownOn) return [{ contact, timing: timingOf(clock, standing, contact) }];
    return isBeforeReport(standing, contact) ? [{ contact, timing: earlyTiming(clock, standing, contact) }] : [];
  });
  return closing.toSorted(byPreference)[0];
}

/**
 * A municipality is responsible by residence on the contact's day as known now, or by holding the case on it; the day
 * of a hand-over counts for both sides. Before the case opened its first holder is responsible on days without a known
 * residence.
 */
function isResponsible(
  { terms }: ContactClock,
  { holders }: Case,
  residences: Moment['belief']['residences'],
  { municipality, on }: DatedReport,
): boolean {
  const lives = findOn(residences, on)?.municipality;
  const isKnown = lives !== undefined && terms.rules.placeOf(lives, on) === 'municipality';
  if (isKnown && lives === municipality) return true;
  return holders.some((holder, index) => {
    const until = holders[index + 1]?.from;
    return (
      holder.municipality === municipality &&
      (holder.from <= on || (index === 0 && !isKnown)) &&
      (until === undefined || on <= until)
    );
  });
}

/**
 * Returns true for a contact after the last day and before the report, by the municipality that held the case when it
 * opened.
 */
function isBeforeReport({ trigger, knownOn, holders }: Case, { municipality, on }: DatedReport): boolean {
  if (trigger.kind === 'became-aware' || trigger.reason === 'withdrawn' || holders[0]?.municipality !== municipality)
    return false;
  return on >= trigger.since && on < knownOn;
}

function isReportedInTime({ terms }: ContactClock, { calendar }: Case, { on, reportedOn }: DatedReport): boolean {
  return reportedOn <= terms.calendar.dueDate(on, terms.rules.on(on).contactToldWorkdays, calendar).dueOn;
}

function timingOf(clock: ContactClock, standing: Case, contact: DatedReport): ContactTiming {
  if (!isReportedInTime(clock, standing, contact)) return 'told-late';
  return contact.on <= standing.dueOn ? 'in-time' : 'late';
}

/**
 * A contact reported by the day the case opened counts as before the report, however late: it cannot clear a breach.
 * One reported afterwards must be reported in time.
 */
function earlyTiming(clock: ContactClock, standing: Case, contact: DatedReport): ContactTiming {
  return contact.reportedOn <= standing.openedOn || isReportedInTime(clock, standing, contact)
    ? 'contact-before-report'
    : 'told-late';
}

function byPreference(one: ClosingContact, other: ClosingContact): number {
  const late = Number(one.timing === 'told-late') - Number(other.timing === 'told-late');
  return late !== 0 ? late : compareDays(one.contact.on, other.contact.on);
}

function compareDays(one: Day, other: Day): number {
  return one < other ? -1 : Number(one > other);
}
