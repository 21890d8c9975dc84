import type { PersonEvent, PersonHistory } from '#events/person-event';
import type { Day } from '#events/model/stored';
import type { Spell } from '#projections/education-status/education-status.evolve';

interface Registered {
  readonly position: number;
  readonly eventId: string;
  readonly startsOn: Day;
}

interface Period {
  readonly registrations: Registered[];
  readonly ends: Day[];
}

/** Finds the position at which the enrolment of a status was first recorded. */
export type FirstRecorded = (spell: Spell) => number | undefined;

/** An event that cannot be read names no enrolment; evaluating the beliefs decides whether its person is parked. */
function isReadable(event: PersonEvent): boolean {
  try {
    return event.data !== undefined;
  } catch {
    return false;
  }
}

function endOf(event: PersonEvent): { readonly enrolmentId: string; readonly day: Day } | undefined {
  if (event.type === 'education-interrupted.v1')
    return { enrolmentId: event.data.enrolmentId, day: event.data.lastDay };
  if (event.type === 'education-completed.v1')
    return { enrolmentId: event.data.enrolmentId, day: event.data.completedOn };
  return undefined;
}

/**
 * Reads a person's log once; positions never change. An enrolment id used again with a start after an end is a new
 * enrolment. A status that rests on no enrolment of its own (never started, withdrawn) rests on the registration it
 * cites.
 */
export function firstRecordedOf({ events }: PersonHistory): FirstRecorded {
  const byKey = new Map<string, Period>();
  const keyOf = new Map<string, { key: string; startsOn: Day }>();
  const periodOf = (key: string): Period => {
    const known = byKey.get(key) ?? { registrations: [], ends: [] };
    byKey.set(key, known);
    return known;
  };
  for (const event of events.filter(isReadable)) {
    const end = endOf(event);
    if (end) periodOf(`${event.reporter}|${end.enrolmentId}`).ends.push(end.day);
    if (event.type !== 'enrolment-registered.v1') continue;
    const { enrolmentId, startsOn } = event.data;
    const key = `${event.reporter}|${enrolmentId}`;
    keyOf.set(event.eventId, { key, startsOn });
    periodOf(key).registrations.push({ position: event.position, eventId: event.eventId, startsOn });
  }
  const positions = new Map<string, number | undefined>();
  const first = (key: string, startsOn: Day): number | undefined => {
    const name = `${startsOn}|${key}`;
    if (!positions.has(name)) positions.set(name, find(key, startsOn));
    return positions.get(name);
  };
  const find = (key: string, startsOn: Day): number | undefined => {
    const { registrations, ends } = byKey.get(key) ?? { registrations: [], ends: [] };
    const lastEnd =
      ends
        .filter((end) => end < startsOn && registrations.some((one) => one.startsOn <= end))
        .sort()
        .at(-1) ?? '';
    return (registrations.find((one) => one.startsOn > lastEnd) ?? registrations[0])?.position;
  };
  return ({ enrolment, deciding }) => {
    if (enrolment) return first(`${enrolment.reporter}|${enrolment.enrolmentId}`, enrolment.startsOn);
    const cited = deciding.map((id) => keyOf.get(id)).find((one) => one !== undefined);
    return cited && first(cited.key, cited.startsOn);
  };
}
