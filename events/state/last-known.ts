import type { PersonHistory } from '../person-event.ts';
import type { Day, Instant } from '../model/stored.ts';
import { type Residence, residenceTimeline } from './residence.evolve.ts';

/**
 * The input besides the history: the meaning of municipality codes, the days on which it changes, and the local
 * calendar.
 */
export interface Places {
  placeOf(code: string, day: Day): 'municipality' | 'abroad' | 'no-municipality' | 'unknown';
  readonly codeChangeDays: readonly Day[];
  localDay(instant: Instant): Day;
}

/** A stretch of days in one municipality or in no known one. */
export interface HeldResidence {
  readonly from: Day;
  /** The first day after it; null if it lasts until something else is known. */
  readonly before: Day | null;
  /** Null if none is known or the code is not a municipality's. */
  readonly municipality: string | null;
  /**
   * The municipality last known, which keeps case and access while the residence is not known. Null if none was ever
   * known.
   */
  readonly lastKnown: string | null;
}

const RESIDENCE_EVENTS: ReadonlySet<string> = new Set([
  'residence-changed.v1',
  'report-corrected.v1',
  'report-withdrawn.v1',
]);

/**
 * The residences as known after `history.events`, with the municipality last known for the days from the last event on.
 * It follows from the knowledge on the earlier days, even if a report was withdrawn later (docs/adr/0021).
 */
export function heldResidences(history: PersonHistory, places: Places): HeldResidence[] {
  const rows = residenceTimeline(history).flatMap((row) => byCodes(row, places));
  const today = dayOfLast(history, places);
  let last: string | null | undefined;
  return rows.map(({ from, before, municipality }) => {
    const lived = before === null || before > today;
    const place = municipality === null ? 'unknown' : places.placeOf(municipality, from);
    if (place === 'municipality') {
      if (lived) last = municipality;
      return { from, before, municipality, lastKnown: null };
    }
    if (!lived || place === 'abroad') return { from, before, municipality: null, lastKnown: null };
    last = last === undefined ? lastLived(history, places) : last;
    return { from, before, municipality: null, lastKnown: last };
  });
}

/** Cuts a row on the days when the meaning of its code changes. */
function byCodes(row: Residence, { codeChangeDays }: Places): Residence[] {
  const cuts = codeChangeDays.filter((day) => day > row.from && (row.before === null || day < row.before));
  const starts = [row.from, ...cuts];
  return starts.map((from, index) => ({ ...row, from, before: starts[index + 1] ?? row.before }));
}

function dayOfLast({ events }: PersonHistory, { localDay }: Places): Day {
  const last = events.at(-1);
  return last === undefined ? '' : localDay(last.recordedAt);
}

/**
 * The last municipality known before the last event that could change it. Reads earlier events only until one is found.
 */
function lastLived(history: PersonHistory, places: Places): string | null {
  const { events } = history;
  if (!events.some((event) => event.type === 'residence-changed.v1')) return null;
  for (let count = events.length - 1; count > 0; count -= 1) {
    const [event, next] = [events[count - 1], events[count]];
    if (event === undefined || next === undefined || !RESIDENCE_EVENTS.has(next.type)) continue;
    const until = places.localDay(next.recordedAt);
    const known = residenceTimeline({ ...history, events: events.slice(0, count) });
    const lived = known.filter(
      ({ from, municipality }) =>
        from <= until && municipality !== null && places.placeOf(municipality, until) === 'municipality',
    );
    const found = lived.at(-1);
    const since = livedSince(events, count, places);
    if (found && (found.before === null || found.before > since)) return found.municipality;
  }
  return null;
}

/** The day on which the state after `count` events began: the day of the last event that could change it. */
function livedSince(events: PersonHistory['events'], count: number, { localDay }: Places): Day {
  const event = events.slice(0, count).findLast(({ type }) => RESIDENCE_EVENTS.has(type));
  return event === undefined ? '' : localDay(event.recordedAt);
}
