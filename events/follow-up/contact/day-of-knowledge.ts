import type { Day } from '../../model/stored.ts';
import type { Case, Moment } from '../clock-state.ts';
import type { ContactClock } from './contact-clock.ts';
import { countFrom } from '../case-deadline.ts';
import { dueDates, isOfClockAge } from './contact-terms.ts';
import type { DatedReport } from '../lived-status.ts';

/**
 * The became-aware reports in force whose day has come and that no case has taken up. Omits those at ages that this
 * clock does not cover.
 */
export function unattended(clock: ContactClock, { day, belief }: Moment): DatedReport[] {
  return belief.aware.filter(
    (aware) =>
      !clock.attended.has(aware.eventId) && aware.on <= day && isOfClockAge(clock.terms, belief.birthDate, aware.on),
  );
}

/**
 * The earliest of the trigger's day and the days of the became-aware reports the case has taken up, with the report it
 * comes from.
 */
export function dayOfKnowledge(
  clock: ContactClock,
  standing: Case,
  { belief }: Moment,
): { readonly on: Day; readonly aware: string | undefined } {
  const own = belief.aware.filter((aware) => clock.attended.get(aware.eventId) === standing.caseId);
  const days = own.map(({ on, eventId }) => ({ on, aware: eventId as string | undefined }));
  if (standing.trigger.kind !== 'became-aware' || days.length === 0)
    days.push({ on: standing.triggerKnownOn, aware: undefined });
  return days.reduce((first, other) => (other.on < first.on ? other : first));
}

/**
 * Moves the case to the earliest day of knowledge: the trigger's or that of a became-aware report the case has taken
 * up.
 */
export function reschedule(clock: ContactClock, moment: Moment): void {
  const { open } = clock;
  if (open === undefined) return;
  for (const aware of unattended(clock, moment)) clock.attended.set(aware.eventId, open.caseId);
  const { on: knownOn, aware } = dayOfKnowledge(clock, open, moment);
  if (knownOn === open.knownOn) return;
  const cause = moment.by === 'report' ? moment.belief.eventId : (aware ?? open.trigger.eventId);
  clock.open = countFrom(clock, open, { day: moment.day, knownOn, cause, due: dueDates(clock.terms, knownOn) });
}
