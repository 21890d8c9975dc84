import type { Day } from '../model/stored.ts';
import { breach } from './case-deadline.ts';
import { cancel, close, endAsRecorded, findCancellation } from './contact/case-ending.ts';
import { goOn, openByAwareness, openByStatus, reopen } from './contact/case-opening.ts';
import type { ContactClock, Moment } from './contact/contact-clock.ts';
import { reschedule } from './contact/day-of-knowledge.ts';
import { handOver, rememberResidence } from './holder.ts';
import { type Belief, type BelievedSpell, findOn, livedDays } from './lived-status.ts';

/**
 * What a moment brings. A due date over is over before anything of the day counts; after that what ends a case goes
 * before what moves or opens one, and a case opened late (became-aware of an earlier day) meets its contact and its
 * due date at once.
 */
function meet(clock: ContactClock, moment: Moment): void {
  rememberResidence(clock, moment);
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

/** The status of a day; who lives in Greenland or on the Faroes has emigrated and is out of scope. */
function livedSpell({ terms }: ContactClock, belief: Belief, day: Day): BelievedSpell | undefined {
  const spell = findOn(belief.spells, day);
  const lives = findOn(belief.residences, day);
  if (spell === undefined || lives === undefined || terms.rules.placeOf(lives.municipality, day) !== 'abroad')
    return spell;
  return { from: lives.from, status: 'out-of-scope', since: lives.from, decidedBy: lives.eventId };
}

/** The next day after `day` on which time alone may change something, by what is believed. */
function findNextDay({ open, terms }: ContactClock, belief: Belief, day: Day): Day | undefined {
  const { calendar, rules } = terms;
  let next: Day | undefined;
  const consider = (candidate: Day) => {
    if (candidate > day && (next === undefined || candidate < next)) next = candidate;
  };
  for (const spell of belief.spells) consider(spell.from);
  for (const residence of belief.residences) consider(residence.from);
  for (const report of [...belief.aware, ...belief.contacts]) consider(report.on);
  for (const change of rules.changeDays) consider(change);
  for (const change of rules.codeChangeDays) consider(change);
  consider(calendar.birthday(belief.birthDate, rules.on(day).contactFromAge));
  if (open !== undefined && !open.breached) consider(calendar.addDays(open.dueOn, 1));
  return next;
}

/** Lets the days after `from` pass up to and including `to`; stops early, telling the day, once `until` says so. */
export function passTime(
  clock: ContactClock,
  belief: Belief,
  from: Day,
  to: Day,
  until: () => boolean = () => false,
): Day | null {
  for (
    let day = findNextDay(clock, belief, from);
    day !== undefined && day <= to;
    day = findNextDay(clock, belief, day)
  ) {
    meet(clock, { day, by: 'time', belief, spell: livedSpell(clock, belief, day) });
    if (until()) return day;
  }
  return null;
}

/** Lives through every belief in the log's order, the days between them, and the days until `today`. Answers with the last day lived. */
export function replay(clock: ContactClock, beliefs: readonly Belief[], today: Day): Day {
  const days = livedDays(beliefs, clock.terms.calendar.addDays);
  let lived = '';
  let before: Belief | undefined;
  for (const [index, belief] of beliefs.entries()) {
    const day = days[index] ?? belief.recordedOn;
    if (before !== undefined) passTime(clock, before, lived, day);
    meet(clock, {
      day,
      by: 'report',
      belief,
      ...(before === undefined ? {} : { before }),
      spell: livedSpell(clock, belief, day),
    });
    before = belief;
    lived = day;
  }
  if (before === undefined || today <= lived) return lived;
  passTime(clock, before, lived, today);
  return today;
}
