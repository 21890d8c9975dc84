import { addDays } from '#libs/calendar';
import type { CorrectionData, PersonEvent, PersonHistory, ReportData, ReportType } from '#events/person-event';
import type { StandingCondition } from '#events/model/standing-condition';

type DraftType = ReportType | 'report-corrected.v1' | 'report-withdrawn.v1';

/** A report before it is in the log. */
export interface Draft<T extends DraftType = DraftType> {
  readonly type: T;
  readonly data: (ReportData & CorrectionData)[T];
  readonly reporter: string;
  /** The event id that others refer to; `e1`, `e2` … by place in the history if it has no name. */
  readonly id?: string;
  readonly receivedAt?: string;
  /** The conditions that it waits for; missing if it has standing. */
  readonly waitsFor?: readonly StandingCondition[];
  /** The codes of the warnings on its receipt. */
  readonly warnings?: readonly string[];
}

/** The default reporter. */
export const SCHOOL = '751001';
/** The default birth date of the civil number: 15 on 2020-03-10, 30 on 2035-03-10. */
export const BIRTH_DATE = '2005-03-10';

/** Gives a report an id that others can refer to. */
export function named<T extends DraftType>(id: string, draft: Draft<T>): Draft<T> {
  return { ...draft, id };
}

/** Makes the report wait for standing. */
export function waiting<T extends DraftType>(draft: Draft<T>, ...waitsFor: readonly StandingCondition[]): Draft<T> {
  return { ...draft, waitsFor };
}

/** Gives the report's receipt warnings. */
export function warned<T extends DraftType>(draft: Draft<T>, ...warnings: readonly string[]): Draft<T> {
  return { ...draft, warnings };
}

/** Changes the reporter. */
export function by<T extends DraftType>(reporter: string, draft: Draft<T>): Draft<T> {
  return { ...draft, reporter };
}

/** Gives ids by place to reports without one, so that a report keeps its id when the order changes. */
export function numbered(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft, index) => ({ id: `e${index + 1}`, ...draft }));
}

/** The history of a person after these reports, in this order. Positions 1, 2, 3 …, one per day from 2020. */
export function history(...drafts: readonly Draft[]): PersonHistory {
  const events = numbered(drafts).map((draft, index) => stored(draft, index + 1));
  return { person: 'person-1', numberBirthDate: BIRTH_DATE, events };
}

/** The history before the later reports came. */
export function firstOf(whole: PersonHistory, count: number): PersonHistory {
  return { ...whole, events: whole.events.slice(0, count) };
}

/** Only the reports with these ids, at their positions. */
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
    ...(draft.warnings ? { warnings: draft.warnings } : {}),
    // A draft pairs its type with the data of that type; the compiler loses the pairing here.
  } as PersonEvent;
}
