import type { Day } from '../stored.ts';
import type { Case, ContactClock, Moment } from './contact-clock.ts';
import { dueDates, hasReachedClockAge, isOfClockAge } from './follow-up-terms.ts';
import type { FollowUpOpenedV1, FollowUpTrigger } from './follow-up.event.ts';
import { type DatedReport, findOn, isViolation } from './lived-status.ts';

/** Who is responsible on the moment's day: residence, else the school's municipality, else nobody known. */
export function responsibleFor({ terms }: ContactClock, { day, belief, spell }: Moment): Pick<FollowUpOpenedV1, 'municipality' | 'ground'> {
  const residence = findOn(belief.residences, day);
  if (residence !== undefined) return { municipality: residence.municipality, ground: 'residence' };
  const school = spell?.institution === undefined ? null : terms.schoolMunicipality(spell.institution, day);
  return school === null ? { municipality: null, ground: 'none' } : { municipality: school, ground: 'school' };
}

function openCase(clock: ContactClock, moment: Moment, trigger: FollowUpTrigger, knownOn: Day, reopens?: string): Case {
  const { terms, ledger, person } = clock;
  const caseId = terms.caseId(`${person}/contact/${trigger.eventId}/${knownOn}`);
  const responsible = responsibleFor(clock, moment);
  const { data, eventId } = ledger.state<'follow-up-opened.v1'>({
    type: 'follow-up-opened.v1',
    senderId: `${caseId}/opened`,
    occurredOn: moment.day,
    data: {
      caseId,
      clock: 'contact',
      trigger,
      knownOn,
      ...responsible,
      calendar: terms.rules.calendarOf(responsible.municipality, moment.day),
      due: dueDates(terms, knownOn),
      rule: 'contactWorkdays',
      ruleVersion: terms.rules.version,
      ...(reopens === undefined ? {} : { reopens }),
    },
  });
  const { municipality, calendar, due } = data;
  clock.seen.add(caseId);
  clock.closed = undefined;
  return { caseId, trigger, triggerKnownOn: knownOn, knownOn, municipality, calendar, due, dueOn: due[calendar].dueOn, breached: false, dueSetBy: eventId };
}

/** became-aware reports in force whose day has come and that no case has taken up; others' ages are not this clock's. */
export function unattended(clock: ContactClock, { day, belief }: Moment): DatedReport[] {
  return belief.aware.filter(
    (aware) => !clock.attended.has(aware.eventId) && aware.on <= day && isOfClockAge(clock.terms, belief.birthDate, aware.on),
  );
}

/** Opens by the municipality's own word, whatever the status; the earliest day counts. */
export function openByAwareness(clock: ContactClock, moment: Moment): void {
  const pending = unattended(clock, moment);
  if (moment.spell?.status === 'out-of-scope') {
    for (const aware of pending) clock.attended.set(aware.eventId, '');
    return;
  }
  const first = pending.toSorted((one, other) => (one.on < other.on ? -1 : 1))[0];
  if (first === undefined) return;
  clock.open = openCase(
    clock,
    moment,
    {
      kind: 'became-aware',
      eventId: first.eventId,
      decidedBy: first.eventId,
      status: moment.spell?.status ?? 'unknown',
      ...(moment.spell?.reason === undefined ? {} : { reason: moment.spell.reason }),
      since: first.on,
    },
    first.on,
  );
  for (const aware of pending) clock.attended.set(aware.eventId, clock.open.caseId);
}

/** Opens on the edge into not following the plan; a stretch already lived through opens nothing. */
export function openByStatus(clock: ContactClock, moment: Moment): void {
  const { day, by, belief, spell } = moment;
  const { birthDate } = belief;
  if (spell?.status === 'awaiting-start') return;
  const before = clock.inStretch;
  clock.inStretch = isViolation(spell) && hasReachedClockAge(clock.terms, birthDate, day);
  clock.contacted = clock.contacted && clock.inStretch;
  if (spell === undefined || before || !clock.inStretch || clock.open !== undefined || !isOfClockAge(clock.terms, birthDate, day)) return;
  // What was taken back decides nothing: then it is the report that took it back.
  const decidedBy = spell.decidedBy !== undefined && belief.inForce.has(spell.decidedBy) ? spell.decidedBy : belief.eventId;
  const { status, since } = spell;
  const reason = spell.reason === undefined ? {} : { reason: spell.reason };
  const eventId = by === 'report' ? belief.eventId : decidedBy;
  clock.open = openCase(clock, moment, { kind: by, eventId, decidedBy, status, ...reason, since }, day);
}

/** The contact that closed the case is taken back or moved: the duty stands again with its first day of knowledge. */
export function reopen(clock: ContactClock, moment: Moment): void {
  const { closed } = clock;
  if (closed === undefined) return;
  const stands = moment.belief.contacts.some((contact) => contact.eventId === closed.contact && contact.on === closed.on);
  if (stands) return;
  const trigger = { ...closed.case.trigger, eventId: moment.belief.eventId };
  clock.contacted = false;
  clock.open = openCase(clock, moment, trigger, closed.case.knownOn, closed.case.caseId);
}
