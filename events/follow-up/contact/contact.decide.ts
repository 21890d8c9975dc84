import { breach } from '../case-deadline.ts';
import { defineClock } from '../deadline-clock.ts';
import type { ClockState, Moment } from '../clock-state.ts';
import { handOver } from '../holder.ts';
import type { RunningClock } from '../replay.ts';
import { cancel, close, endAsRecorded, findCancellation } from './case-ending.ts';
import { continueCase, openByAwareness, openByStatus, reopen } from './case-opening.ts';
import type { ContactClock } from './contact-clock.ts';
import { reschedule } from './day-of-knowledge.ts';

export type { FollowUpFact, FollowUpType, RecordedFact } from '../follow-up-facts.ts';
export type { DeadlineCalendar, FollowUpRules, FollowUpTerms } from '../follow-up-terms.ts';
export type { ContactTiming, HolderGround } from '../follow-up.event.ts';
export type { Belief, BelievedResidence, BelievedSpell, DatedReport } from '../lived-status.ts';
export type { DeadlineClock, FollowUpInput } from '../deadline-clock.ts';

/**
 * Applies a moment. A due date that has passed counts as passed before everything else of the day; then endings precede
 * hand-overs and openings, and a case opened late (became-aware of an earlier day) is tested against its contact and
 * its due date at once.
 */
function apply(clock: ContactClock, moment: Moment): void {
  if (moment.by === 'time') breach(clock, moment);
  reschedule(clock, moment);
  endAsRecorded(clock, moment);
  close(clock, moment);
  cancel(clock, moment);
  handOver(clock, moment);
  if (clock.closed !== undefined && findCancellation(clock.closed.case, moment) !== undefined) clock.closed = undefined;
  if (clock.open === undefined) {
    reopen(clock, moment);
    if (clock.open === undefined) continueCase(clock, moment);
    if (clock.open === undefined) openByAwareness(clock, moment);
  }
  openByStatus(clock, moment);
  endAsRecorded(clock, moment);
  close(clock, moment);
  cancel(clock, moment);
  // Hands over again: an opening recorded under other rules may name a holder that today's rules do not.
  handOver(clock, moment);
  breach(clock, moment);
}

/** Copies field by field, as a spread is slow in Node 20 and every change of a person starts a clock. */
function startContactClock(state: ClockState): RunningClock {
  const clock: ContactClock = {
    clock: state.clock,
    person: state.person,
    terms: state.terms,
    ledger: state.ledger,
    open: state.open,
    lastKnown: state.lastKnown,
    seen: state.seen,
    inStretch: false,
    contacted: false,
    closed: undefined,
    cancelled: new Map(),
    attended: new Map(),
  };
  const { terms } = state;
  return {
    state: clock,
    apply: (moment) => {
      apply(clock, moment);
    },
    ownDays: (belief, day) => [terms.calendar.birthday(belief.birthDate, terms.rules.on(day).contactFromAge)],
  };
}

/**
 * The contact clock of 15-17-year-olds (docs/adr/0009; lov om kommunal indsats for unge under 25 år § 2 a). Decides the
 * facts that follow from the beliefs, day by day, and are not in the stream yet, in the order of their days.
 *
 * Lived status: the status of day d as believed on day d. A case opens on the first day the lived status is a violation
 * (interrupted, or unknown for any reason but never-reported): the day its report was recorded, the day a known end or
 * limit passes, or the 15th birthday. Only that first day opens: no other day of the stretch does, no day while a case
 * is open, and no day of a stretch in which a contact closed one. awaiting-start neither opens a case, nor ends a
 * stretch, nor cancels. became-aware opens a case whatever the status, or moves the day of knowledge of an open case to
 * an earlier day.
 *
 * Due: workdays after the day of knowledge by the calendar of the holder (holder.ts); a move hands the case over with
 * the workdays left. A contact of a responsible municipality closes it (closing-contact.ts). It is cancelled if the
 * trigger is withdrawn or corrected, if an activity first recorded later includes the day, or if the person is out of
 * scope; turning 18 ends nothing. It is breached once, on the morning after the due date, and the duty remains. If the
 * closing contact or the cancelling report is withdrawn, a new case continues it with the old day of knowledge.
 *
 * Each decision replays the whole past, so days on which the service was down are made up for with their true days. The
 * senderId of a fact shows whether it was stated before, so a second decision states nothing twice. Recorded facts keep
 * their figures, openings and endings even if rules or calendars have changed since.
 */
export const contactClock = defineClock('contact', startContactClock);
