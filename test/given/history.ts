import { addDays } from '#libs/calendar';
import type { CorrectionData, PersonEvent, PersonHistory, ReportData, ReportType } from '#events/person-event';
import type { StandingCondition } from '#events/model/standing-condition';

type DraftType = ReportType | 'report-corrected.v1' | 'report-withdrawn.v1';

/** A report before the log has taken it in. */
export interface Draft<T extends DraftType = DraftType> {
  readonly type: T;
  readonly data: (ReportData & CorrectionData)[T];
  readonly reporter: string;
  /** The event id others point at; `e1`, `e2` … by place in the history where it has no name. */
  readonly id?: string;
  readonly receivedAt?: string;
  /** What it waits for; missing where it has standing. */
  readonly waitsFor?: readonly StandingCondition[];
}

/** The reporter of every report that names no other. */
export const SCHOOL = '751001';
/** The civil number's birth date in every history that names no other: 15 on 2020-03-10, 30 on 2035-03-10. */
export const BIRTH_DATE = '2005-03-10';

/** Gives a report a name to point at. */
export function named<T extends DraftType>(id: string, draft: Draft<T>): Draft<T> {
  return { ...draft, id };
}

/** Lets it wait for standing. */
export function waiting<T extends DraftType>(draft: Draft<T>, ...waitsFor: readonly StandingCondition[]): Draft<T> {
  return { ...draft, waitsFor };
}

/** Lets another reporter send it. */
export function by<T extends DraftType>(reporter: string, draft: Draft<T>): Draft<T> {
  return { ...draft, reporter };
}

/** Names what has no name, by place: so that a report keeps its id when the order changes. */
export function numbered(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft, index) => ({ id: `e${index + 1}`, ...draft }));
}

/** What the log knows of a person after these reports, in this order. Positions 1, 2, 3 …, one a day from 2020. */
export function history(...drafts: readonly Draft[]): PersonHistory {
  const events = numbered(drafts).map((draft, index) => stored(draft, index + 1));
  return { person: 'person-1', numberBirthDate: BIRTH_DATE, events };
}

/** What was known before any of the later reports came. */
export function firstOf(whole: PersonHistory, count: number): PersonHistory {
  return { ...whole, events: whole.events.slice(0, count) };
}

/** Only the reports with these ids, where they lay. */
export function onlyOf(whole: PersonHistory, ids: readonly string[]): PersonHistory {
  return { ...whole, events: whole.events.filter(({ eventId }) => ids.includes(eventId)) };
}

function stored(draft: Draft, position: number): PersonEvent {
  const recordedAt = `${addDays('2019-12-31', position)}T08:00:00.000Z`;
  return {
    type: draft.type,
    data: draft.data,
    position,
    version: position,
    stream: 'person-1',
    eventId: draft.id ?? `e${position}`,
    source: `/systems/study/reporters/${draft.reporter}`,
    senderId: draft.id ?? `e${position}`,
    reporter: draft.reporter,
    occurredOn: recordedAt.slice(0, 10),
    registeredAt: null,
    receivedAt: draft.receivedAt ?? recordedAt,
    recordedAt,
    ...(draft.waitsFor ? { standing: 'waiting', waitsFor: draft.waitsFor } : {}),
    // A draft pairs its type with that type's data; the pairing is lost on the compiler here.
  } as PersonEvent;
}
