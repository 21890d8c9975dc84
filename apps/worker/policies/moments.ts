import { localDay } from '#libs/calendar';
import type { EventType, PersonEvent, PersonHistory } from '#events/person-event';
import { turningPoints } from '#events/standing/turning-points';
import type { Day } from '#events/model/stored';

/** An event of the stream from which beliefs hold, and how many events are known with it. */
export interface BelievedMoment {
  readonly event: PersonEvent;
  readonly count: number;
}

export interface BelievedMoments {
  readonly moments: readonly BelievedMoment[];
  /** Whether events of the current day were left out: they are evaluated the day after. */
  readonly more: boolean;
}

/** How many moments of a long stream are evaluated. Rests on no law: no young person has so many reports. */
export interface Fineness {
  /** Each of the first so many events is evaluated. */
  readonly events: number;
  /** After these, the last event of each of so many stored calls; then the last event of each day that is over. */
  readonly calls: number;
}

export const FINENESS: Fineness = { events: 500, calls: 500 };

/**
 * Effect of each event type on the beliefs. `silent`: it changes neither status, residence nor contact and makes no new
 * belief. `still`: a risk leaves a young person in education or out of it as before, so beyond the first events it
 * makes none either. A new type of event must be classified here.
 */
const EFFECT: { readonly [Type in EventType]: 'moves' | 'still' | 'silent' } = {
  'became-aware.v1': 'moves',
  'contact-made.v1': 'moves',
  'education-completed.v1': 'moves',
  'education-interrupted.v1': 'moves',
  'enrolment-changed.v1': 'moves',
  'enrolment-never-started.v1': 'moves',
  'enrolment-registered.v1': 'moves',
  'leave-ended.v1': 'moves',
  'leave-started.v1': 'moves',
  'person-registered.v1': 'moves',
  'residence-changed.v1': 'moves',
  'report-corrected.v1': 'moves',
  'report-withdrawn.v1': 'moves',
  'dropout-risk-reported.v1': 'still',
  'dropout-risk-withdrawn.v1': 'still',
  'contact-person-assigned.v1': 'silent',
  'contact-person-ended.v1': 'silent',
  'name-registered.v1': 'silent',
  'protection-changed.v1': 'silent',
  'follow-up-opened.v1': 'silent',
  'follow-up-rescheduled.v1': 'silent',
  'follow-up-handed-over.v1': 'silent',
  'follow-up-closed.v1': 'silent',
  'follow-up-cancelled.v1': 'silent',
  'follow-up-breached.v1': 'silent',
};

export const isFollowUp = ({ type }: Pick<PersonEvent, 'type'>): boolean => type.startsWith('follow-up-');

/**
 * The events from which new beliefs may hold, determined by the log and `today` alone: never by pages, machine or the
 * number of evaluations. A moment stays one as the stream grows, so that a case keeps its trigger (docs/adr/0025).
 */
export function momentsOf({ events }: PersonHistory, today: Day, fineness = FINENESS): BelievedMoments {
  const turning = turningPoints(events);
  const isSilent = (event: PersonEvent): boolean => !turning.has(event.position) && EFFECT[event.type] === 'silent';
  const all = events.flatMap((event, index) => (isSilent(event) ? [] : [{ event, count: index + 1 }]));
  if (events.length <= fineness.events) return { moments: all, more: false };
  const each = all.filter(({ count }) => count <= fineness.events);
  const still = stillEvents(events);
  const later = all.filter(
    ({ event, count }) => count > fineness.events && (turning.has(event.position) || !still.has(event.eventId)),
  );
  const calls = later.filter(({ event }, index) => later[index + 1]?.event.recordedAt !== event.recordedAt);
  const rest = calls.slice(fineness.calls);
  const days = rest.filter((moment, index) => isLastOfDay(moment, rest[index + 1], today));
  const last = rest.at(-1);
  return {
    moments: [...each, ...calls.slice(0, fineness.calls), ...days],
    more: last !== undefined && localDay(last.event.recordedAt) >= today,
  };
}

function isLastOfDay({ event }: BelievedMoment, next: BelievedMoment | undefined, today: Day): boolean {
  const day = localDay(event.recordedAt);
  return next === undefined ? day < today : localDay(next.event.recordedAt) !== day;
}

const leavesAsBefore = ({ type }: PersonEvent): boolean => EFFECT[type] === 'still' || EFFECT[type] === 'silent';

/** Ids of reports that cannot affect the clock, and of reports that correct or withdraw one of them. */
function stillEvents(events: readonly PersonEvent[]): ReadonlySet<string> {
  const still = new Set<string>();
  for (const event of events) {
    if (leavesAsBefore(event) || still.has(targetOf(event) ?? '')) still.add(event.eventId);
  }
  return still;
}

/** An event that cannot be read is evaluated: whether its person is parked is decided with the beliefs. */
function targetOf(event: PersonEvent): string | undefined {
  if (event.type !== 'report-corrected.v1' && event.type !== 'report-withdrawn.v1') return undefined;
  try {
    return event.data.target;
  } catch {
    return undefined;
  }
}
