import type { Day } from '../../model/stored.ts';
import type { Case, Moment } from '../clock-state.ts';
import type { ContactClock } from './contact-clock.ts';
import { findCancellation } from './case-ending.ts';
import { dayOfKnowledge, unattended } from './day-of-knowledge.ts';
import { dueDates, hasReachedClockAge, isOfClockAge } from './contact-terms.ts';
import { openCase, type Opening } from '../open-case.ts';
import { type BelievedSpell, isActivity, isViolation } from '../lived-status.ts';

/** Opens a case of the contact clock, due the number of workdays of the rules after the day of knowledge. */
function openContactCase(clock: ContactClock, moment: Moment, opening: Omit<Opening, 'due' | 'rule'>): Case {
  clock.closed = undefined;
  return openCase(clock, moment, { ...opening, due: dueDates(clock.terms, opening.knownOn), rule: 'contactWorkdays' });
}

/** Opens a case by the municipality's own report, whatever the status. The earliest day counts. */
export function openByAwareness(clock: ContactClock, moment: Moment): void {
  const pending = unattended(clock, moment);
  if (moment.spell?.status === 'out-of-scope') {
    for (const aware of pending) clock.attended.set(aware.eventId, '');
    return;
  }
  const first = pending.toSorted((one, other) => (one.on < other.on ? -1 : 1))[0];
  if (first === undefined) return;
  clock.open = openContactCase(clock, moment, {
    trigger: {
      kind: 'became-aware',
      eventId: first.eventId,
      decidedBy: first.eventId,
      status: moment.spell?.status ?? 'unknown',
      ...(moment.spell?.reason === undefined ? {} : { reason: moment.spell.reason }),
      since: first.on,
    },
    knownOn: first.on,
    enrolment: undefined,
  });
  for (const aware of pending) clock.attended.set(aware.eventId, clock.open.caseId);
}

/**
 * The day the event happened by its report. A withdrawn report has no day of its own, so the day of the withdrawal
 * counts.
 */
function happenedOn({ reason, since, happenedOn: stated }: BelievedSpell, knownOn: Day): Day {
  return reason === 'withdrawn' ? knownOn : (stated ?? since);
}

/** Opens a case on the first day of not following the plan. A stretch in which that day has passed opens none. */
export function openByStatus(clock: ContactClock, moment: Moment): void {
  const { day, by, belief, spell } = moment;
  const { birthDate } = belief;
  if (spell?.status === 'awaiting-start') return;
  const before = clock.inStretch;
  clock.inStretch = isViolation(spell) && hasReachedClockAge(clock.terms, birthDate, day);
  clock.contacted = clock.contacted && clock.inStretch;
  if (
    spell === undefined ||
    before ||
    !clock.inStretch ||
    clock.open !== undefined ||
    !isOfClockAge(clock.terms, birthDate, day)
  )
    return;
  // A withdrawn report decides nothing: then the withdrawal decides.
  const decidedBy =
    spell.decidedBy !== undefined && belief.inForce.has(spell.decidedBy) ? spell.decidedBy : belief.eventId;
  const knownOn = by === 'report' ? belief.recordedOn : day;
  const reason = spell.reason === undefined ? {} : { reason: spell.reason };
  const eventId = by === 'report' ? belief.eventId : decidedBy;
  const trigger = { kind: by, eventId, decidedBy, status: spell.status, ...reason, since: happenedOn(spell, knownOn) };
  clock.open = openContactCase(clock, moment, { trigger, knownOn, enrolment: spell.firstRecorded });
}

/**
 * Opens a case that continues a closed one if the closing contact is withdrawn or moved: the duty applies again from
 * its day of knowledge.
 */
export function reopen(clock: ContactClock, moment: Moment): void {
  const { closed } = clock;
  if (closed === undefined) return;
  const stands = moment.belief.contacts.some(
    (contact) => contact.eventId === closed.contact && contact.on === closed.on,
  );
  if (stands) return;
  clock.contacted = false;
  carryOn(clock, moment, closed.case);
}

/**
 * Opens a case that continues a cancelled one, with its day of knowledge, if the report that cancelled it lost its
 * effect.
 */
export function continueCase(clock: ContactClock, moment: Moment): void {
  const { belief, spell, by } = moment;
  if (by !== 'report' || clock.cancelled.size === 0 || spell === undefined) return;
  for (const [decidedBy, { case: old, by: activity }] of clock.cancelled) {
    const isBack =
      old.trigger.kind === 'became-aware'
        ? belief.inForce.has(old.trigger.decidedBy) &&
          !belief.spells.some((one) => isActivity(one) && one.firstRecorded === activity && activity !== undefined)
        : isViolation(spell) && spell.decidedBy === decidedBy && belief.inForce.has(decidedBy);
    if (!isBack || findCancellation(old, moment) !== undefined) continue;
    clock.cancelled.delete(decidedBy);
    carryOn(clock, moment, old);
    return;
  }
}

function carryOn(clock: ContactClock, moment: Moment, old: Case): void {
  const trigger = { ...old.trigger, eventId: moment.belief.eventId };
  const { on: knownOn } = dayOfKnowledge(clock, old, moment);
  clock.open = openContactCase(clock, moment, { trigger, knownOn, enrolment: old.enrolment, reopens: old });
  for (const [aware, caseId] of clock.attended) if (caseId === old.caseId) clock.attended.set(aware, clock.open.caseId);
}
