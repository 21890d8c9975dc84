import type { Day } from '../model/stored.ts';

/** One stretch of the timeline as believed; it lasts until the next spell's `from`. */
export interface BelievedSpell {
  readonly from: Day;
  readonly status: string;
  readonly reason?: string;
  /** The first day of the unbroken run of this status. */
  readonly since: Day;
  /** The event that decides the status, if there is one. */
  readonly decidedBy?: string;
  /** The institution of the deciding enrolment, active or ended. */
  readonly institution?: string;
  readonly startsOn?: Day;
  /** The position of the first report on the enrolment or activity that gives the status; missing if there is none. */
  readonly firstRecorded?: number;
  /**
   * The day it happened by the deciding report, if that is not `since`: for a never-started the day it was established.
   */
  readonly happenedOn?: Day;
}

/**
 * A report in force with its day: became-aware by awareOn, contact-made by on. `eventId` is that of the first report,
 * also after corrections.
 */
export interface DatedReport {
  readonly eventId: string;
  readonly on: Day;
  /** The municipality that reported it. */
  readonly municipality: string;
  /**
   * The local day on which this day of it was recorded: for a correction that moves the day, when the correction was
   * recorded.
   */
  readonly reportedOn: Day;
}

/** A residence as reported; the code may name something other than a municipality. */
export interface BelievedResidence {
  readonly from: Day;
  readonly municipality: string;
  readonly eventId: string;
}

/** Everything believed from one report until the next one: the follow-up reads no other past. */
export interface Belief {
  /** The report, correction or withdrawal that made it so. */
  readonly eventId: string;
  /** Its position in the log. */
  readonly position: number;
  /** The local day of recordedAt. */
  readonly recordedOn: Day;
  readonly birthDate: Day;
  /** Ascending by `from`, without gaps. */
  readonly spells: readonly BelievedSpell[];
  /** Ascending by `from`; each lasts until the next. */
  readonly residences: readonly BelievedResidence[];
  readonly aware: readonly DatedReport[];
  readonly contacts: readonly DatedReport[];
  /** The ids of all reports that count; withdrawn reports are not among them. */
  readonly inForce: ReadonlySet<string>;
}

/** The last entry that begins by a day. @returns undefined before the first entry */
export function findOn<Entry extends { readonly from: Day }>(entries: readonly Entry[], day: Day): Entry | undefined {
  return entries.findLast((entry) => entry.from <= day);
}

/** Returns true if the plan is not followed: interrupted, or unknown for any reason except never-reported. */
export function isViolation(spell: BelievedSpell | undefined): boolean {
  return (
    spell !== undefined &&
    (spell.status === 'interrupted' || (spell.status === 'unknown' && spell.reason !== 'never-reported'))
  );
}

/** Returns true for an activity that has begun; admission alone (awaiting-start) does not count. */
export function isActivity(spell: BelievedSpell): boolean {
  return !isViolation(spell) && !['awaiting-start', 'completed', 'unknown', 'out-of-scope'].includes(spell.status);
}

/**
 * The day on which each belief is lived. Position is the only order: if a clock was slightly behind around midnight,
 * the day stays until the clock has caught up; if it is further behind, it was set back, and time begins there anew. No
 * later recording moves an earlier day, so a case keeps its day of knowledge.
 */
export function livedDays(beliefs: readonly Belief[], addDays: (day: Day, days: number) => Day): Day[] {
  let lived = '';
  return beliefs.map(({ recordedOn }) => {
    if (recordedOn > lived || addDays(recordedOn, 1) < lived) lived = recordedOn;
    return lived;
  });
}
