import { breach } from '../case-deadline.ts';
import { defineClock } from '../deadline-clock.ts';
import type { ClockState, Moment } from '../clock-state.ts';
import { handOver } from '../holder.ts';
import type { RunningClock } from '../replay.ts';
import { cancel, close, endAsRecorded, findCancellation } from './case-ending.ts';
import { goOn, openByAwareness, openByStatus, reopen } from './case-opening.ts';
import type { ContactClock } from './contact-clock.ts';
import { reschedule } from './day-of-knowledge.ts';

export type { FollowUpFact, FollowUpType, RecordedFact } from '../follow-up-facts.ts';
export type { DeadlineCalendar, FollowUpRules, FollowUpTerms } from '../follow-up-terms.ts';
export type { ContactTiming, HolderGround } from '../follow-up.event.ts';
export type { Belief, BelievedResidence, BelievedSpell, DatedReport } from '../lived-status.ts';
export type { DeadlineClock, FollowUpInput } from '../deadline-clock.ts';

/**
 * Applies a moment. A due date over is over before anything of the day counts; after that what ends a case goes
 * before what moves or opens one, and a case opened late (became-aware of an earlier day) meets its contact and its
 * due date at once.
 */
function meet(clock: ContactClock, moment: Moment): void {
  if (moment.by === 'time') breach(clock, moment);
  reschedule(clock, moment);
  endAsRecorded(clock, moment);
  close(clock, moment);
  cancel(clock, moment);
  handOver(clock, moment);
  if (clock.closed !== undefined && findCancellation(clock.closed.case, moment) !== undefined) clock.closed = undefined;
  if (clock.open === undefined) {
    reopen(clock, moment);
    if (clock.open === undefined) goOn(clock, moment);
    if (clock.open === undefined) openByAwareness(clock, moment);
  }
  openByStatus(clock, moment);
  endAsRecorded(clock, moment);
  close(clock, moment);
  cancel(clock, moment);
  // An opening recorded under other rules may name a holder that these do not.
  handOver(clock, moment);
  breach(clock, moment);
}

function startContactClock(state: ClockState): RunningClock {
  const clock: ContactClock = {
    ...state,
    inStretch: false,
    contacted: false,
    closed: undefined,
    cancelled: new Map(),
    attended: new Map(),
  };
  const { terms } = state;
  return {
    state: clock,
    meet: (moment) => {
      meet(clock, moment);
    },
    ownDays: (belief, day) => [terms.calendar.birthday(belief.birthDate, terms.rules.on(day).contactFromAge)],
  };
}

/**
 * The contact clock of 15-17-year-olds (docs/adr/0009; lov om kommunal indsats for unge under 25 år § 2 a): the
 * facts that follow from what was believed, day by day, and are not in the stream yet, in the order of their days.
 *
 * Lived status: the status of day d as believed on day d. A case opens on the first day the lived status is a violation
 * (interrupted, or unknown for any reason but never-reported) and was not before: the day its report was recorded, the
 * day a known end or limit passes, or the 15th birthday. Only edges open: nothing while a case is open, nor in the
 * stretch of violation a contact closed one in. awaiting-start neither opens, ends a stretch nor cancels.
 * became-aware opens whatever the status, or sets an open case's clock earlier. Due: workdays after the day of knowledge
 * by the calendar of its holder (holder.ts): a move hands over with the workdays left. Closed by a contact of a responsible
 * municipality (closing-contact.ts); cancelled if the trigger is withdrawn or no more so, an activity first recorded since
 * covers the day, or the person is out of scope; turning 18 ends nothing. Breached the morning after, once; the duty
 * stands. A closing contact or a cancelling report taken back: a new case carries on with the old day of knowledge.
 *
 * The whole past is lived through again each time, so days the service was down are made up for with their true days,
 * and a fact's senderId says whether it was stated before: asking twice states nothing twice. Recorded facts keep their
 * own figures, openings and endings though rules or calendars have changed since.
 */
export const contactClock = defineClock('contact', startContactClock);
