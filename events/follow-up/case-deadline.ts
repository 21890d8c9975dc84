import type { ContactClock, Moment } from './contact-clock.ts';
import { responsibleFor, unattended } from './case-opening.ts';
import { dueDates } from './follow-up-terms.ts';
import { findOn } from './lived-status.ts';

/** The earliest day of knowledge counts: the trigger's or that of a became-aware taken up by the open case. */
export function reschedule(clock: ContactClock, moment: Moment): void {
  const { open, terms } = clock;
  if (open === undefined) return;
  for (const aware of unattended(clock, moment)) clock.attended.set(aware.eventId, open.caseId);
  const own = moment.belief.aware.filter((aware) => clock.attended.get(aware.eventId) === open.caseId);
  const base = open.trigger.kind === 'became-aware' && own.length > 0 ? [] : [open.triggerKnownOn];
  const knownOn = [...base, ...own.map((aware) => aware.on)].toSorted()[0] ?? open.knownOn;
  if (knownOn === open.knownOn) return;
  const cause = moment.by === 'report' ? moment.belief.eventId : (own.find((aware) => aware.on === knownOn)?.eventId ?? open.trigger.eventId);
  const { data, eventId } = clock.ledger.state<'follow-up-rescheduled.v1'>({
    type: 'follow-up-rescheduled.v1',
    senderId: `${open.caseId}/rescheduled/${cause}`,
    occurredOn: moment.day,
    data: { caseId: open.caseId, cause, knownOn, calendar: open.calendar, due: dueDates(terms, knownOn) },
  });
  clock.open = { ...open, knownOn: data.knownOn, due: data.due, dueOn: data.due[data.calendar].dueOn, dueSetBy: eventId };
}

/**
 * Only a known residence moves a case. The workdays left travel with it: where both sides count alike the due date
 * stays, else the days left today are counted in the new calendar; a due date reached already stays too.
 */
export function handOver(clock: ContactClock, moment: Moment): void {
  const { open, terms } = clock;
  if (open === undefined) return;
  const { day, belief, by } = moment;
  const { municipality: to, ground } = responsibleFor(clock, moment);
  if (to === null || ground !== 'residence' || to === open.municipality) return;
  const cause = by === 'report' ? belief.eventId : (findOn(belief.residences, day)?.eventId ?? belief.eventId);
  const calendar = terms.rules.calendarOf(to, day);
  const remainingWorkdays = terms.calendar.remainingWorkdays(day, open.dueOn, open.calendar);
  const recount = calendar !== open.calendar && remainingWorkdays > 0;
  const due = recount ? { ...open.due, [calendar]: terms.calendar.dueDate(day, remainingWorkdays, calendar) } : open.due;
  const { data, eventId } = clock.ledger.state<'follow-up-handed-over.v1'>({
    type: 'follow-up-handed-over.v1',
    senderId: `${open.caseId}/handed-over/${day}/${cause}`,
    occurredOn: day,
    data: {
      caseId: open.caseId,
      cause,
      on: day,
      from: open.municipality,
      to,
      calendar,
      dueOn: recount ? due[calendar].dueOn : open.dueOn,
      remainingWorkdays,
      due,
    },
  });
  const dueSetBy = data.dueOn === open.dueOn ? open.dueSetBy : eventId;
  clock.open = { ...open, municipality: data.to, calendar: data.calendar, due: data.due, dueOn: data.dueOn, dueSetBy };
}

/** The due date is over and nobody acted: once per case, on the morning after. The duty stands. */
export function breach(clock: ContactClock, { day }: Moment): void {
  const { open, terms } = clock;
  if (open === undefined || open.breached || open.dueOn >= day) return;
  clock.ledger.state<'follow-up-breached.v1'>({
    type: 'follow-up-breached.v1',
    senderId: `${open.caseId}/breached`,
    occurredOn: day,
    data: { caseId: open.caseId, cause: open.dueSetBy, dueOn: open.dueOn, on: terms.calendar.addDays(open.dueOn, 1) },
  });
  clock.open = { ...open, breached: true };
}
