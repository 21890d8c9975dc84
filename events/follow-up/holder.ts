import type { Day } from '../model/stored.ts';
import type { Case, ClockState, Moment } from './clock-state.ts';
import type { DueDate, FollowUpHandedOverV1, HolderGround } from './follow-up.event.ts';
import { findOn } from './lived-status.ts';

/** The municipality that holds a case, and the ground. */
export interface Holder {
  readonly municipality: string | null;
  readonly ground: HolderGround;
}

/** Stores the municipality of residence last known. Called at every moment before any other step reads it. */
export function rememberResidence(clock: ClockState, { day, belief }: Moment): void {
  const residence = findOn(belief.residences, day)?.municipality;
  if (residence !== undefined && clock.terms.rules.placeOf(residence, day) === 'municipality')
    clock.lastKnown = residence;
}

/**
 * The holder on the moment's day (docs/adr/0021): the municipality of residence; the one last known if the residence is
 * no longer known; the school's if none was ever known; else none.
 */
export function responsibleFor({ terms, lastKnown }: ClockState, { day, belief, spell }: Moment): Holder {
  const residence = findOn(belief.residences, day)?.municipality;
  if (residence !== undefined && terms.rules.placeOf(residence, day) === 'municipality')
    return { municipality: residence, ground: 'residence' };
  if (lastKnown !== undefined && terms.rules.placeOf(lastKnown, day) === 'municipality')
    return { municipality: lastKnown, ground: 'last-known' };
  const school = spell?.institution === undefined ? null : terms.schoolMunicipality(spell.institution, day);
  if (school === null || terms.rules.placeOf(school, day) !== 'municipality')
    return { municipality: null, ground: 'none' };
  return { municipality: school, ground: 'school' };
}

/**
 * A school's municipality keeps a case it holds, whatever school decides the status later, until a residence is known.
 */
function staysWhereItIs(open: Case, to: Holder): boolean {
  if (to.municipality === open.municipality && to.ground === open.ground) return true;
  return open.ground === 'school' && (to.ground === 'school' || to.ground === 'none');
}

/**
 * Hands the case to the responsible municipality, or marks it if the holder stays. The workdays left are kept: if both
 * sides count alike the due date stays, else the days left today are counted in the new calendar; a due date already
 * reached stays too. A recorded hand-over of the same moment stays valid; if today's rules lead to another holder, a
 * second one follows it.
 */
export function handOver(clock: ClockState, moment: Moment): void {
  const to = responsibleFor(clock, moment);
  for (const suffix of ['', `/${to.ground}`]) {
    const { open } = clock;
    if (open === undefined || staysWhereItIs(open, to)) return;
    clock.open = handTo(clock, open, to, moment, suffix);
  }
}

function handTo(clock: ClockState, open: Case, to: Holder, { day, belief, by }: Moment, suffix: string): Case {
  const cause = by === 'report' ? belief.eventId : (findOn(belief.residences, day)?.eventId ?? belief.eventId);
  const { data, eventId } = clock.ledger.state<'follow-up-handed-over.v1'>({
    type: 'follow-up-handed-over.v1',
    senderId: `${open.caseId}/handed-over/${day}/${cause}${suffix}`,
    occurredOn: day,
    data: handedOver(clock, open, to, { day, cause }),
  });
  return {
    ...open,
    municipality: data.to,
    ground: data.ground ?? 'residence',
    holders: [...open.holders, { from: day, municipality: data.to }],
    calendar: data.calendar,
    due: data.due,
    dueOn: data.dueOn,
    dueSetBy: data.dueOn === open.dueOn ? open.dueSetBy : eventId,
  };
}

function handedOver(
  { terms }: ClockState,
  open: Case,
  to: Holder,
  { day, cause }: { day: Day; cause: string },
): FollowUpHandedOverV1 {
  const calendar = terms.rules.calendarOf(to.municipality, day);
  const remainingWorkdays = terms.calendar.remainingWorkdays(day, open.dueOn, open.calendar);
  const recount = calendar !== open.calendar && remainingWorkdays > 0;
  const due = recount
    ? { ...open.due, [calendar]: carriedOn(open, day, terms.calendar.dueDate(day, remainingWorkdays, calendar)) }
    : open.due;
  return {
    caseId: open.caseId,
    cause,
    on: day,
    from: open.municipality,
    to: to.municipality,
    ground: to.ground,
    calendar,
    dueOn: recount ? due[calendar].dueOn : open.dueOn,
    remainingWorkdays,
    due,
  };
}

/** The days spent so far, as the former holder's calendar counted them, followed by the days left. */
function carriedOn({ due, calendar }: Case, day: Day, left: DueDate): DueDate {
  const spent = due[calendar];
  return {
    dueOn: left.dueOn,
    counted: [...spent.counted.filter((one) => one <= day), ...left.counted],
    skipped: [...spent.skipped.filter((one) => one.day <= day), ...left.skipped],
  };
}
