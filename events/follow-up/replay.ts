import type { Day } from '../model/stored.ts';
import type { ClockState, Moment } from './clock-state.ts';
import { rememberResidence } from './holder.ts';
import { type Belief, type BelievedSpell, findOn, livedDays } from './lived-status.ts';

/** A clock that runs over a person's beliefs: its rules with the state they change. */
export interface RunningClock {
  readonly state: ClockState;
  /** Applies a moment to the state and states the facts that follow from it. */
  apply(moment: Moment): void;
  /** The days on which time alone may change this clock, besides those of the belief, the rules and a breach. */
  ownDays(belief: Belief, day: Day): readonly Day[];
}

function apply(clock: RunningClock, moment: Moment): void {
  rememberResidence(clock.state, moment);
  clock.apply(moment);
}

/** The status of a day. A person who lives in Greenland or on the Faroes has emigrated and is out of scope. */
function livedSpell({ terms }: ClockState, belief: Belief, day: Day): BelievedSpell | undefined {
  const spell = findOn(belief.spells, day);
  const lives = findOn(belief.residences, day);
  if (spell === undefined || lives === undefined || terms.rules.placeOf(lives.municipality, day) !== 'abroad')
    return spell;
  return { from: lives.from, status: 'out-of-scope', since: lives.from, decidedBy: lives.eventId };
}

/** The next day after `day` on which time alone may change something, according to the belief. */
function findNextDay(clock: RunningClock, belief: Belief, day: Day): Day | undefined {
  const { open, terms } = clock.state;
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
  for (const own of clock.ownDays(belief, day)) consider(own);
  if (open !== undefined && !open.breached) consider(calendar.addDays(open.dueOn, 1));
  return next;
}

/**
 * Applies the days after `from` up to and including `to`.
 * @returns the day on which `until` became true; null if there is none
 */
export function passTime(
  clock: RunningClock,
  belief: Belief,
  from: Day,
  { to, until = () => false }: { readonly to: Day; readonly until?: () => boolean },
): Day | null {
  for (
    let day = findNextDay(clock, belief, from);
    day !== undefined && day <= to;
    day = findNextDay(clock, belief, day)
  ) {
    apply(clock, { day, by: 'time', belief, spell: livedSpell(clock.state, belief, day) });
    if (until()) return day;
  }
  return null;
}

/**
 * Replays every belief in the log's order, the days between them, and the days until `today`.
 * @returns the last day replayed
 */
export function replay(clock: RunningClock, beliefs: readonly Belief[], today: Day): Day {
  const days = livedDays(beliefs, clock.state.terms.calendar.addDays);
  let lived = '';
  let before: Belief | undefined;
  for (const [index, belief] of beliefs.entries()) {
    const day = days[index] ?? belief.recordedOn;
    if (before !== undefined) passTime(clock, before, lived, { to: day });
    apply(clock, {
      day,
      by: 'report',
      belief,
      ...(before === undefined ? {} : { before }),
      spell: livedSpell(clock.state, belief, day),
    });
    before = belief;
    lived = day;
  }
  if (before === undefined || today <= lived) return lived;
  passTime(clock, before, lived, { to: today });
  return today;
}
