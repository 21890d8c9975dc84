import type { Day } from '../stored.ts';
import { breach, handOver, reschedule } from './case-deadline.ts';
import { cancel, close, findCancellation } from './case-ending.ts';
import { openByAwareness, openByStatus, reopen } from './case-opening.ts';
import type { ContactClock, Moment } from './contact-clock.ts';
import { type Belief, findOn, knowledgeDays } from './lived-status.ts';

/**
 * What a moment brings. A due date over is over before anything of the day counts; after that what ends a case goes
 * before what moves or opens one, and a case opened late (became-aware of an earlier day) meets its contact and its
 * due date at once.
 */
function meet(clock: ContactClock, moment: Moment): void {
  if (moment.by === 'time') breach(clock, moment);
  reschedule(clock, moment);
  close(clock, moment);
  cancel(clock, moment);
  handOver(clock, moment);
  if (clock.closed !== undefined && findCancellation(clock.closed.case, moment) !== undefined) clock.closed = undefined;
  if (clock.open === undefined) {
    reopen(clock, moment);
    if (clock.open === undefined) openByAwareness(clock, moment);
  }
  openByStatus(clock, moment);
  close(clock, moment);
  cancel(clock, moment);
  breach(clock, moment);
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
  consider(calendar.birthday(belief.birthDate, rules.on(day).contactFromAge));
  if (open !== undefined && !open.breached) consider(calendar.addDays(open.dueOn, 1));
  return next;
}

/** Lets the days after `from` pass up to and including `to`; stops early, telling the day, once `until` says so. */
export function passTime(clock: ContactClock, belief: Belief, from: Day, to: Day, until: () => boolean = () => false): Day | null {
  for (let day = findNextDay(clock, belief, from); day !== undefined && day <= to; day = findNextDay(clock, belief, day)) {
    meet(clock, { day, by: 'time', belief, spell: findOn(belief.spells, day) });
    if (until()) return day;
  }
  return null;
}

/** Lives through every belief in the log's order, the days between them, and the days until `today`. Answers with the last day lived. */
export function replay(clock: ContactClock, beliefs: readonly Belief[], today: Day): Day {
  const days = knowledgeDays(beliefs);
  let lived = '';
  let before: Belief | undefined;
  for (const [index, belief] of beliefs.entries()) {
    const day = days[index] ?? belief.recordedOn;
    if (before !== undefined) passTime(clock, before, lived, day);
    meet(clock, { day, by: 'report', belief, ...(before === undefined ? {} : { before }), spell: findOn(belief.spells, day) });
    before = belief;
    lived = day;
  }
  if (before === undefined || today <= lived) return lived;
  passTime(clock, before, lived, today);
  return today;
}
