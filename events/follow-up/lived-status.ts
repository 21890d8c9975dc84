import type { Day } from '../model/stored.ts';

/** One stretch of the timeline as believed; it lasts until the next spell's `from`. */
export interface BelievedSpell {
  readonly from: Day;
  readonly status: string;
  readonly reason?: string;
  /** First day of the unbroken run of this status. */
  readonly since: Day;
  /** The event the status rests on, where there is one. */
  readonly decidedBy?: string;
  /** Of the enrolment that decided, active or ended. */
  readonly institution?: string;
  readonly startsOn?: Day;
  /** Position of the first report of the enrolment or activity the status rests on; missing if it rests on none. */
  readonly firstRecorded?: number;
  /** The day it happened by the deciding report, if that is not `since`: of a never-started the day it was established. */
  readonly happenedOn?: Day;
}

/** A report in force of a day: became-aware by awareOn, contact-made by on. `eventId` is the first report's, also when corrected. */
export interface DatedReport {
  readonly eventId: string;
  readonly on: Day;
  /** The municipality that reported it. */
  readonly municipality: string;
  /** The local day on which this day of it was recorded: a correction that moves it is told when it is recorded. */
  readonly toldOn: Day;
}

/** A residence as reported; the code need not be a municipality's. */
export interface BelievedResidence {
  readonly from: Day;
  readonly municipality: string;
  readonly eventId: string;
}

/** Everything believed from one report on, until the next one: the follow-up sees no other past. */
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
  /** Ids of all reports that count; a withdrawn one is no more among them. */
  readonly inForce: ReadonlySet<string>;
}

/** The last entry begun by a day, undefined before the first. */
export function findOn<Entry extends { readonly from: Day }>(entries: readonly Entry[], day: Day): Entry | undefined {
  return entries.findLast((entry) => entry.from <= day);
}

/** Not following the plan: interrupted, or unknown for any reason except never-reported. */
export function isViolation(spell: BelievedSpell | undefined): boolean {
  return (
    spell !== undefined &&
    (spell.status === 'interrupted' || (spell.status === 'unknown' && spell.reason !== 'never-reported'))
  );
}

/** An activity that has begun; admission alone (awaiting-start) is none. */
export function isActivity(spell: BelievedSpell): boolean {
  return !isViolation(spell) && !['awaiting-start', 'completed', 'unknown', 'out-of-scope'].includes(spell.status);
}

/**
 * The day each belief is lived on. Position is the only order: if a clock was a moment behind around midnight, time stands
 * still until it has caught up; further back a clock was set, and time begins there anew. Nothing recorded later moves an
 * earlier day, so a case keeps the day it was known on.
 */
export function livedDays(beliefs: readonly Belief[], addDays: (day: Day, days: number) => Day): Day[] {
  let lived = '';
  return beliefs.map(({ recordedOn }) => {
    if (recordedOn > lived || addDays(recordedOn, 1) < lived) lived = recordedOn;
    return lived;
  });
}
